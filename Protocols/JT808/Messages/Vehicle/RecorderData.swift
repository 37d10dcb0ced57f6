/// 0x0700: data of the driving recorder (JT/T 808-2013 §8.44).
public struct RecorderData: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0700

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// The command of GB/T 19056.
  public var command: UInt8 = 0
  /// Its data block.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecorderData> = [
    .number("replySerial", \.replySerial),
    .number("command", \.command),
    .bytes("data", \.data),
  ]
}
