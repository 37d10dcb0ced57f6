/// 0x0301: the crew reported an event (JT/T 808-2013 §8.25).
public struct EventReport: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0301

  /// Its number in 0x8301.
  public var eventID: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<EventReport> = [
    .number("eventId", \.eventID)
  ]
}
