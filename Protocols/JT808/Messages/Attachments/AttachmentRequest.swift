/// 0x9208: the platform wants the files of an alarm (T/JSATL 12-2017).
public struct AttachmentRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9208

  /// The attachment server's address.
  public var host: String = ""
  /// Its TCP port.
  public var tcpPort: UInt16 = 0
  /// Its UDP port.
  public var udpPort: UInt16 = 0
  /// The alarm's sign.
  public var sign = AlarmSign()
  /// The platform's number of the alarm.
  public var alarmNumber: String = ""
  /// 16 bytes.
  public var reserved: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttachmentRequest> = [
    .text("ip", \.host, count: .byte),
    .number("tcp", \.tcpPort),
    .number("udp", \.udpPort),
    .group("alarmSign", \.sign),
    .text("alarmNo", \.alarmNumber, length: 32),
    .bytes("reserved", \.reserved, length: 16),
  ]
}
