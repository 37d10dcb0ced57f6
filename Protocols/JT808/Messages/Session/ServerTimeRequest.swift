/// 0x0004: the terminal asks for the time; the answer is 0x8004 (JT/T 808-2019).
public struct ServerTimeRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0004

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ServerTimeRequest> = []
}
