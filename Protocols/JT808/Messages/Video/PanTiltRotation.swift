/// 0x9301: a camera turns (JT/T 1078-2016 §5.7.1).
public struct PanTiltRotation: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9301

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 stop, 1 up, 2 down, 3 left, 4 right.
  public var direction: UInt8 = 0
  /// 0–255.
  public var speed: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltRotation> = [
    .number("channel", \.channel),
    .number("direction", \.direction),
    .number("speed", \.speed),
  ]
}
