/// 0x9303: a camera's aperture (JT/T 1078-2016 §5.7).
public struct PanTiltAperture: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9303

  /// The logical channel.
  public var channel: UInt8 = 0
  /// 0 wider, 1 narrower.
  public var value: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PanTiltAperture> = [
    .number("channel", \.channel),
    .number("value", \.value),
  ]
}
