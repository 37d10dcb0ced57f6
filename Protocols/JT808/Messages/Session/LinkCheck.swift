/// 0x8204: the platform asks whether the terminal is there (JT/T 808-2019).
public struct LinkCheck: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8204

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LinkCheck> = []
}
