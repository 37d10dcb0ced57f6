/// 0x0705: messages of the vehicle's bus (JT/T 808-2013 §8.50).
public struct CANData: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0705

  /// How many messages the terminal says there are.
  public var announcedCount: UInt16 = 0
  /// When the first was received, hhmmss and milliseconds in packed decimal, 5 bytes.
  public var time: [UInt8] = []
  /// The messages.
  public var messages: [CANData.Message] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<CANData> = [
    .number("count", \.announcedCount),
    .bytes("time", \.time, length: 5),
    .list("frames", \.messages, count: .toEnd),
  ]
}

extension CANData {
  /// A message of the bus.
  public struct Message: Laid {
    /// Bit 31 channel, bit 30 extended, bit 29 averaged, bits 0–28 the id.
    public var canID: UInt32 = 0
    /// 8 bytes.
    public var data: [UInt8] = []

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Message> = [
      .identifier("canId", \.canID),
      .bytes("data", \.data, length: 8),
    ]
  }
}
