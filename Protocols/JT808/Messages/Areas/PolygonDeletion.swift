/// 0x8605: polygonal areas are deleted; without an id all of them (JT/T 808-2013 §8.40).
public struct PolygonDeletion: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8605

  /// Their numbers.
  public var ids: [UInt32] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PolygonDeletion> = [
    .numbers("ids", \.ids, count: .byte)
  ]
}
