/// 0x8201: the platform asks where the terminal is; the answer is 0x0201 (JT/T 808-2013 §8.19).
public struct LocationRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8201

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LocationRequest> = []
}
