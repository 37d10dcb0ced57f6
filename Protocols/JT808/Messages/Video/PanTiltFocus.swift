/// 0x9302: a camera's focus (JT/T 1078-2016 §5.7).
public struct PanTiltFocus: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9302

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 longer, 1 shorter.
  public var value: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltFocus> = [
    .number("channel", \.channel),
    .number("value", \.value),
  ]
}
