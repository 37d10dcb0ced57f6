/// 0x0900: the terminal passes data through (JT/T 808-2013 §8.62).
public struct UplinkData: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0900

  /// 0 GNSS, 0x0B IC card, 0x41 and 0x42 serial ports, 0xF0–0xFF as agreed.
  public var kind: UInt8 = 0
  /// The data.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<UplinkData> = [
    .number("dataType", \.kind),
    .bytes("data", \.data),
  ]
}
