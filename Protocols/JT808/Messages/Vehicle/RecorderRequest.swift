/// 0x8700: the platform asks for data of the driving recorder; the answer is 0x0700 (JT/T 808-2013 §8.43).
public struct RecorderRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8700

  /// The command of GB/T 19056.
  public var command: UInt8 = 0
  /// Its data block.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RecorderRequest> = [
    .number("command", \.command),
    .bytes("data", \.data),
  ]
}
