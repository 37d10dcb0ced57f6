/// 0x8701: parameters for the driving recorder (JT/T 808-2013 §8.45).
public struct RecorderParameters: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8701

  /// The command of GB/T 19056.
  public var command: UInt8 = 0
  /// Its data block.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecorderParameters> = [
    .number("command", \.command),
    .bytes("data", \.data),
  ]
}
