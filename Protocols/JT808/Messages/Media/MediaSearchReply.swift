/// 0x0802: the recordings kept (JT/T 808-2013 §8.57).
public struct MediaSearchReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0802

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// How many there are in all.
  public var total: UInt16 = 0
  /// The recordings.
  public var items: [MediaSearchReply.Item] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaSearchReply> = [
    .number("replySerial", \.replySerial),
    .number("total", \.total),
    .list("items", \.items, count: .toEnd),
  ]
}

extension MediaSearchReply {
  /// A recording.
  public struct Item: Laid {
    /// Its number.
    public var mediaID: UInt32 = 0
    /// 0 image, 1 audio, 2 video.
    public var kind: UInt8 = 0
    /// The channel.
    public var channel: UInt8 = 0
    /// As in 0x0800.
    public var event: UInt8 = 0
    /// Where it was recorded.
    public var location = LocationReport()

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Item> = [
      .number("mediaId", \.mediaID),
      .number("mediaType", \.kind),
      .number("channel", \.channel),
      .number("event", \.event),
      .location("location", \.location, basic: true),
    ]
  }
}
