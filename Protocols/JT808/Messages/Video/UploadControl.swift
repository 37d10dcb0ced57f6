/// 0x9207: the platform controls an upload (JT/T 1078-2016 §5.6.7).
public struct UploadControl: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9207

  /// The serial number of the 0x9206.
  public var replySerial: UInt16 = 0
  /// 0 pause, 1 resume, 2 cancel.
  public var control: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<UploadControl> = [
    .number("replySerial", \.replySerial),
    .number("control", \.control),
  ]
}
