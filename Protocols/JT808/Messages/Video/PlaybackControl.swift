/// 0x9202: the platform controls a playback (JT/T 1078-2016 §5.6.4).
public struct PlaybackControl: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9202

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 start, 1 pause, 2 end, 3 fast, 4 key frames backwards, 5 seek, 6 key frames.
  public var command: UInt8 = 0
  /// As in 0x9201.
  public var speed: UInt8 = 0
  /// Where to, for a seek.
  public var position = BCDTime.none

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PlaybackControl> = [
    .number("channel", \.channel),
    .number("command", \.command),
    .number("speed", \.speed),
    .time("position", \.position),
  ]
}
