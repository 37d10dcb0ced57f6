/// 0x1205: which recordings there are; every part of it is answered by itself (JT/T 1078-2016 §5.6.2).
public struct RecordingList: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1205

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// The recordings, in any order.
  public var items: [RecordingList.Item] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecordingList> = [
    .number("replySerial", \.replySerial),
    .list("items", \.items, count: .doubleWord, named: "total"),
  ]
}

extension RecordingList {
  /// A recording.
  public struct Item: Laid {
    /// The logical channel.
    public var channel: UInt8 = 0
    /// From.
    public var start = BCDTime.none
    /// To.
    public var end = BCDTime.none
    /// The alarms meanwhile, as in 0x9205.
    public var alarmBits: UInt64 = 0
    /// 0 audio and video, 1 audio, 2 video.
    public var media: UInt8 = 0
    /// 1 main, 2 sub.
    public var stream: UInt8 = 0
    /// 1 main, 2 backup.
    public var storage: UInt8 = 0
    /// Its size in bytes.
    public var bytes: UInt32 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Item> = [
      .number("channel", \.channel),
      .time("start", \.start),
      .time("end", \.end),
      .identifier("alarm64", \.alarmBits),
      .number("mediaType", \.media),
      .number("stream", \.stream),
      .number("storage", \.storage),
      .number("size", \.bytes),
    ]
  }
}
