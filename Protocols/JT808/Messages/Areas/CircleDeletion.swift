/// 0x8601: circular areas are deleted; without an id all of them (JT/T 808-2013 §8.36).
public struct CircleDeletion: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8601

  /// Their numbers.
  public var ids: [UInt32] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<CircleDeletion> = [
    .numbers("ids", \.ids, count: .byte)
  ]
}
