/// 0x8803: the platform wants recordings kept (JT/T 808-2013 §8.58).
public struct MediaUploadRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8803

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
  /// 1 delete it afterwards.
  public var delete: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaUploadRequest> = [
    .number("mediaType", \.kind),
    .number("channel", \.channel),
    .number("event", \.event),
    .time("start", \.start),
    .time("end", \.end),
    .number("delete", \.delete),
  ]
}
