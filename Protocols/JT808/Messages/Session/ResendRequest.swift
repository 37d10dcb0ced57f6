/// 0x8003: the platform asks for parts of a split message again (JT/T 808-2013 §8.4; the count is a WORD from 2019 on).
public struct ResendRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8003

  /// The serial number of the message's first part.
  public var originalSerial: UInt16 = 0
  /// The numbers of the missing parts, from 1.
  public var parts: [UInt16] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ResendRequest> = [
    .number("originalSerial", \.originalSerial),
    .numbers("list", \.parts, count: .byteThenWord),
  ]
}
