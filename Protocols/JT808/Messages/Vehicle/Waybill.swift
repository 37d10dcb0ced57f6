/// 0x0701: an electronic waybill (JT/T 808-2013 §8.46).
public struct Waybill: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0701

  /// The waybill.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<Waybill> = [
    .bytes("data", \.data, count: .doubleWord)
  ]
}
