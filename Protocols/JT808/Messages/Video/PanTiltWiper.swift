/// 0x9304: a camera's wiper (JT/T 1078-2016 §5.7).
public struct PanTiltWiper: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9304

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 stop, 1 start.
  public var value: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltWiper> = [
    .number("channel", \.channel),
    .number("value", \.value),
  ]
}
