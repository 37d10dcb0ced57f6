/// 0x9306: a camera's zoom (JT/T 1078-2016 §5.7).
public struct PanTiltZoom: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9306

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 in, 1 out.
  public var value: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltZoom> = [
    .number("channel", \.channel),
    .number("value", \.value),
  ]
}
