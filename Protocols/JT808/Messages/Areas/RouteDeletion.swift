/// 0x8607: routes are deleted; without an id all of them (JT/T 808-2013 §8.42).
public struct RouteDeletion: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8607

  /// Their numbers.
  public var ids: [UInt32] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RouteDeletion> = [
    .numbers("ids", \.ids, count: .byte)
  ]
}
