/// 0x9205: the platform asks which recordings there are; the answer is 0x1205 (JT/T 1078-2016 §5.6.1).
public struct RecordingListRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9205

  /// The logical channel; 0 is every channel.
  public var channel: UInt8 = 0
  /// From; zeros are no bound.
  public var start = BCDTime.none
  /// To; zeros are no bound.
  public var end = BCDTime.none
  /// Bits 0–31 the alarm bits of 0x0200, bits 32–63 those of item 0x14; zeros are no condition.
  public var alarmBits: UInt64 = 0
  /// 0 audio and video, 1 audio, 2 video, 3 video or both.
  public var media: UInt8 = 0
  /// 0 all, 1 main, 2 sub.
  public var stream: UInt8 = 0
  /// 0 all, 1 main, 2 backup.
  public var storage: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecordingListRequest> = [
    .number("channel", \.channel),
    .time("start", \.start),
    .time("end", \.end),
    .identifier("alarm64", \.alarmBits),
    .number("mediaType", \.media),
    .number("stream", \.stream),
    .number("storage", \.storage),
  ]
}
