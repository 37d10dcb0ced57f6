/// 0x0608: areas or routes of the terminal (JT/T 808-2019).
public struct AreaReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0608

  /// As in 0x8608.
  public var kind: UInt8 = 0
  /// How many.
  public var count: UInt32 = 0
  /// Their tables one after another, as in the message that set them.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AreaReply> = [
    .number("areaType", \.kind),
    .number("count", \.count),
    .bytes("data", \.data),
  ]
}
