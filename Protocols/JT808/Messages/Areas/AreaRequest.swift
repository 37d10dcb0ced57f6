/// 0x8608: the platform asks for areas or routes; the answer is 0x0608 (JT/T 808-2019).
public struct AreaRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8608

  /// 1 circles, 2 rectangles, 3 polygons, 4 routes.
  public var kind: UInt8 = 0
  /// Their numbers; without any all of them.
  public var ids: [UInt32] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AreaRequest> = [
    .number("areaType", \.kind),
    .numbers("ids", \.ids, count: .doubleWord),
  ]
}
