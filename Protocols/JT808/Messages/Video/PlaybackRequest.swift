/// 0x9201: the platform asks to play a recording back; the answer is 0x1205, then the stream (JT/T 1078-2016 §5.6.3).
public struct PlaybackRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9201

  /// The media server's address.
  public var host: String = ""
  /// Its TCP port.
  public var tcpPort: UInt16 = 0
  /// Its UDP port.
  public var udpPort: UInt16 = 0
  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 audio and video, 1 audio, 2 video, 3 video or both.
  public var media: UInt8 = 0
  /// 0 any, 1 main, 2 sub.
  public var stream: UInt8 = 0
  /// 0 any, 1 main, 2 backup.
  public var storage: UInt8 = 0
  /// 0 normal, 1 fast, 2 key frames backwards, 3 key frames, 4 a single frame.
  public var mode: UInt8 = 0
  /// 0 none, 1 1×, 2 2×, 3 4×, 4 8×, 5 16×.
  public var speed: UInt8 = 0
  /// From.
  public var start = BCDTime.none
  /// To; zeros play to the end.
  public var end = BCDTime.none

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PlaybackRequest> = [
    .text("ip", \.host, count: .byte),
    .number("tcp", \.tcpPort),
    .number("udp", \.udpPort),
    .number("channel", \.channel),
    .number("mediaType", \.media),
    .number("stream", \.stream),
    .number("storage", \.storage),
    .number("mode", \.mode),
    .number("speed", \.speed),
    .time("start", \.start),
    .time("end", \.end),
  ]
}
