/// 0x8400: the terminal is to call a number (JT/T 808-2013 §8.31).
public struct CallBack: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8400

  /// 0 an ordinary call, 1 listening in.
  public var flag: UInt8 = 0
  /// The number, at most 20 bytes.
  public var phone: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<CallBack> = [
    .number("flag", \.flag),
    .text("phone", \.phone),
  ]
}
