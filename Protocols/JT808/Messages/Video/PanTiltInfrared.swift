/// 0x9305: a camera's infrared light (JT/T 1078-2016 §5.7).
public struct PanTiltInfrared: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9305

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 off, 1 on.
  public var value: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltInfrared> = [
    .number("channel", \.channel),
    .number("value", \.value),
  ]
}
