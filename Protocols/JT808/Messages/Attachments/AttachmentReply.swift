/// 0x9212: a file has arrived, or pieces of it are missing (T/JSATL 12-2017).
public struct AttachmentReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9212

  /// Its name.
  public var name: String = ""
  /// As in 0x1211.
  public var kind: UInt8 = 0
  /// 0 complete, 1 to be sent again.
  public var result: UInt8 = 0
  /// The missing pieces.
  public var resend: [AttachmentReply.Piece] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttachmentReply> = [
    .text("name", \.name, count: .byte),
    .number("type", \.kind),
    .number("result", \.result),
    .list("resend", \.resend, count: .byte),
  ]
}

extension AttachmentReply {
  /// A missing piece.
  public struct Piece: Laid {
    /// Where it begins.
    public var offset: UInt32 = 0
    /// Its length in bytes.
    public var length: UInt32 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Piece> = [
      .number("offset", \.offset),
      .number("len", \.length),
    ]
  }
}
