/// 0x9101: the platform asks for a live stream (JT/T 1078-2016 §5.5.1).
public struct LiveStreamRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9101

  /// The media server's address.
  public var host: String = ""
  /// Its TCP port.
  public var tcpPort: UInt16 = 0
  /// Its UDP port.
  public var udpPort: UInt16 = 0
  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 audio and video, 1 video, 2 two-way talk, 3 listening, 4 broadcast, 5 pass-through.
  public var dataType: UInt8 = 0
  /// 0 main, 1 sub: not as in 0x9205.
  public var stream: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LiveStreamRequest> = [
    .text("ip", \.host, count: .byte),
    .number("tcp", \.tcpPort),
    .number("udp", \.udpPort),
    .number("channel", \.channel),
    .number("dataType", \.dataType),
    .number("stream", \.stream),
  ]
}
