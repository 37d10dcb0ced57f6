/// 0x8802: the platform looks for recordings kept; the answer is 0x0802 (JT/T 808-2013 §8.56).
public struct MediaSearch: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8802

  /// 0 image, 1 audio, 2 video.
  public var kind: UInt8 = 0
  /// 0 is every channel.
  public var channel: UInt8 = 0
  /// As in 0x0800.
  public var event: UInt8 = 0
  /// From.
  public var start = BCDTime.none
  /// To.
  public var end = BCDTime.none

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaSearch> = [
    .number("mediaType", \.kind),
    .number("channel", \.channel),
    .number("event", \.event),
    .time("start", \.start),
    .time("end", \.end),
  ]
}
