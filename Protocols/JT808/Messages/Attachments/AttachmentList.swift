/// 0x1210: the files of an alarm (T/JSATL 12-2017).
public struct AttachmentList: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1210

  /// The maker's number of the terminal.
  public var terminalID: String = ""
  /// The alarm's sign.
  public var sign = AlarmSign()
  /// The platform's number of the alarm.
  public var alarmNumber: String = ""
  /// 0 the first time, 1 again.
  public var kind: UInt8 = 0
  /// The files.
  public var files: [AttachmentList.File] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AttachmentList> = [
    .text("terminalId", \.terminalID, length: 7),
    .group("alarmSign", \.sign),
    .text("alarmNo", \.alarmNumber, length: 32),
    .number("infoType", \.kind),
    .list("files", \.files, count: .byte),
  ]
}

extension AttachmentList {
  /// A file.
  public struct File: Laid {
    /// Its name.
    public var name: String = ""
    /// Its size in bytes.
    public var bytes: UInt32 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<File> = [
      .text("name", \.name, count: .byte),
      .number("size", \.bytes),
    ]
  }
}
