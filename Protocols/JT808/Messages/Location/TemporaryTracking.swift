/// 0x8202: the platform wants reports at a shorter interval for a time (JT/T 808-2013 §8.21).
public struct TemporaryTracking: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8202

  /// Seconds between reports; 0 stops, and nothing follows.
  public var intervalSeconds: UInt16 = 0
  /// For how many seconds.
  public var validitySeconds: UInt32?

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TemporaryTracking> = [
    .number("interval", \.intervalSeconds),
    .number("validS", \.validitySeconds),
  ]
}
