/// 0x8603: rectangular areas are deleted; without an id all of them (JT/T 808-2013 §8.38).
public struct RectangleDeletion: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8603

  /// Their numbers.
  public var ids: [UInt32] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RectangleDeletion> = [
    .numbers("ids", \.ids, count: .byte)
  ]
}
