/// 0x8108: the platform sends new firmware (JT/T 808-2013 §8.16).
public struct UpgradePackage: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8108

  /// 0 the terminal, 12 its IC-card reader, 52 its satellite receiver.
  public var upgradeType: UInt8 = 0
  /// The maker's number.
  public var maker: String = ""
  /// The version.
  public var software: String = ""
  /// The package.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<UpgradePackage> = [
    .number("upgradeType", \.upgradeType),
    .text("maker", \.maker, length: 5),
    .text("software", \.software, count: .byte),
    .bytes("data", \.data, count: .doubleWord),
  ]
}
