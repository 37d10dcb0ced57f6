/// 0x8107: the platform asks what the terminal is; the answer is 0x0107 (JT/T 808-2013 §8.14).
public struct AttributesRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8107

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttributesRequest> = []
}
