/// 0x8104: the platform asks for all parameters; the answer is 0x0104 (JT/T 808-2013 §8.10).
public struct ParameterRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8104

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ParameterRequest> = []
}
