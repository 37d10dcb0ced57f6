/// 0x9102: the platform controls a live stream (JT/T 1078-2016 §5.5.2).
public struct LiveStreamControl: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9102

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 close, 1 switch stream, 2 pause, 3 resume, 4 stop talking.
  public var command: UInt8 = 0
  /// 0 all, 1 audio, 2 video.
  public var closeType: UInt8 = 0
  /// 0 main, 1 sub.
  public var stream: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LiveStreamControl> = [
    .number("channel", \.channel),
    .number("command", \.command),
    .number("closeType", \.closeType),
    .number("stream", \.stream),
  ]
}
