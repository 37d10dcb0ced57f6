/// 0x1212: a file has been sent (T/JSATL 12-2017).
public struct AttachmentEnd: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1212

  /// Its name.
  public var name: String = ""
  /// 0 image, 1 audio, 2 video, 3 text, 4 other.
  public var kind: UInt8 = 0
  /// Its size in bytes.
  public var bytes: UInt32 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttachmentEnd> = [
    .text("name", \.name, count: .byte),
    .number("type", \.kind),
    .number("size", \.bytes),
  ]
}
