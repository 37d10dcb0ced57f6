/// 0x8900: the platform passes data through (JT/T 808-2013 §8.61).
public struct DownlinkData: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8900

  /// 0 GNSS, 0x0B IC card, 0x41 and 0x42 serial ports, 0xF0–0xFF as agreed.
  public var kind: UInt8 = 0
  /// The data.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<DownlinkData> = [
    .number("dataType", \.kind),
    .bytes("data", \.data),
  ]
}
