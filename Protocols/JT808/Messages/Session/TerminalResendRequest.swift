/// 0x0005: the terminal asks for parts of a split message again (JT/T 808-2019).
public struct TerminalResendRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0005

  /// The serial number of the message's first part.
  public var originalSerial: UInt16 = 0
  /// The numbers of the missing parts, from 1.
  public var parts: [UInt16] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TerminalResendRequest> = [
    .number("originalSerial", \.originalSerial),
    .numbers("list", \.parts, count: .word),
  ]
}
