/// 0x0108: how an upgrade went (JT/T 808-2013 §8.17).
public struct UpgradeResult: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0108

  /// As in 0x8108.
  public var upgradeType: UInt8 = 0
  /// 0 success, 1 failure, 2 cancelled.
  public var result: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<UpgradeResult> = [
    .number("upgradeType", \.upgradeType),
    .number("result", \.result),
  ]
}
