/// 0x8702: the platform asks who drives; the answer is 0x0702 (JT/T 808-2013 §8.47).
public struct DriverRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8702

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<DriverRequest> = []
}
