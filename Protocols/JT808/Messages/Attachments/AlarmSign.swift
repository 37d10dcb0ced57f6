/// What identifies an alarm, 16 bytes (T/JSATL 12-2017 table 16).
public struct AlarmSign: Laid {
  /// The maker's number of the terminal.
  public var terminalID: String = ""
  /// When.
  public var time = BCDTime.none
  /// Which alarm of that second.
  public var sequence: UInt8 = 0
  /// How many files.
  public var attachments: UInt8 = 0
  /// Reserved.
  public var reserved: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AlarmSign> = [
    .text("terminalId", \.terminalID, length: 7),
    .time("time", \.time),
    .number("seq", \.sequence),
    .number("attachments", \.attachments),
    .number("reserved", \.reserved),
  ]
}
