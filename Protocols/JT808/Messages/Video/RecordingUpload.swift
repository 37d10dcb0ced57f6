/// 0x9206: a recording is to be uploaded by FTP; 0x1206 tells how it went (JT/T 1078-2016 §5.6.5).
public struct RecordingUpload: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9206

  /// The FTP server's address.
  public var host: String = ""
  /// Its port.
  public var port: UInt16 = 0
  /// The account.
  public var user: String = ""
  /// The password, in clear: one for this upload alone.
  public var password: String = ""
  /// Where to.
  public var path: String = ""
  /// The logical channel; 0 is every channel.
  public var channel: UInt8 = 0
  /// From; zeros are no bound.
  public var start = BCDTime.none
  /// To; zeros are no bound.
  public var end = BCDTime.none
  /// Bits 0–31 the alarm bits of 0x0200, bits 32–63 those of item 0x14; zeros are no condition.
  public var alarmBits: UInt64 = 0
  /// 0 audio and video, 1 audio, 2 video, 3 video or both.
  public var media: UInt8 = 0
  /// 0 any, 1 main, 2 sub.
  public var stream: UInt8 = 0
  /// 0 any, 1 main, 2 backup.
  public var storage: UInt8 = 0
  /// Bit 0 over WLAN, bit 1 over LAN, bit 2 over the radio network.
  public var condition: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecordingUpload> = [
    .text("ip", \.host, count: .byte),
    .number("port", \.port),
    .text("user", \.user, count: .byte),
    .text("password", \.password, count: .byte),
    .text("path", \.path, count: .byte),
    .number("channel", \.channel),
    .time("start", \.start),
    .time("end", \.end),
    .identifier("alarm64", \.alarmBits),
    .number("mediaType", \.media),
    .number("stream", \.stream),
    .number("storage", \.storage),
    .number("condition", \.condition),
  ]
}
