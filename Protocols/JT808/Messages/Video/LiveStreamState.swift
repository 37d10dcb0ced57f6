/// 0x9105: how much of a live stream is lost (JT/T 1078-2016 §5.5.5).
public struct LiveStreamState: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9105

  /// The logical channel.
  public var channel: UInt8 = 0
  /// Packets lost, in per cent.
  public var lossPercent: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LiveStreamState> = [
    .number("channel", \.channel),
    .number("loss", \.lossPercent),
  ]
}
