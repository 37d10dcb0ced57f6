/// 0x0104: the terminal's parameters (JT/T 808-2013 §8.12).
public struct ParameterReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0104

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// The parameters.
  public var parameters: [TerminalParameter] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ParameterReply> = [
    .number("replySerial", \.replySerial),
    .list("params", \.parameters, count: .byte, named: "count"),
  ]
}
