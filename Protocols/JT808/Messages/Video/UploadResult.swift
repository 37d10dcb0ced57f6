/// 0x1206: how an upload went (JT/T 1078-2016 §5.6.6).
public struct UploadResult: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1206

  /// The serial number of the 0x9206.
  public var replySerial: UInt16 = 0
  /// 0 done, 1 failed.
  public var result: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<UploadResult> = [
    .number("replySerial", \.replySerial),
    .number("result", \.result),
  ]
}
