/// 0x0107: what the terminal is (JT/T 808-2013 §8.15; longer fields in 2019).
public struct AttributesReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0107

  /// Which vehicles it suits and what it has, as bits.
  public var terminalType: UInt16 = 0
  /// The maker's number.
  public var maker: String = ""
  /// The model.
  public var model: String = ""
  /// The maker's number of the terminal.
  public var terminalID: String = ""
  /// The number of the SIM card, packed decimal, 10 bytes.
  public var iccid: [UInt8] = []
  /// The hardware's version.
  public var hardware: String = ""
  /// The firmware's version.
  public var firmware: String = ""
  /// Which satellite systems it receives, as bits.
  public var gnss: UInt8 = 0
  /// Which radio networks it uses, as bits.
  public var communication: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttributesReply> = [
    .number("terminalType", \.terminalType),
    .text("maker", \.maker, length: 5),
    .text("model", \.model, length: 20, in2019: 30),
    .text("terminalId", \.terminalID, length: 7, in2019: 30),
    .bytes("iccid", \.iccid, length: 10),
    .text("hardware", \.hardware, count: .byte),
    .text("firmware", \.firmware, count: .byte),
    .number("gnss", \.gnss),
    .number("communication", \.communication),
  ]
}
