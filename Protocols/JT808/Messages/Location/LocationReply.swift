/// 0x0201: where the terminal is, as asked (JT/T 808-2013 §8.20).
public struct LocationReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0201

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// The report.
  public var location = LocationReport()

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LocationReply> = [
    .number("replySerial", \.replySerial),
    .location("location", \.location),
  ]
}
