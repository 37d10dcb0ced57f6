/// 0x0901: a message compressed with GZIP (JT/T 808-2013 §8.63).
public struct CompressedData: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0901

  /// The compressed message.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<CompressedData> = [
    .bytes("data", \.data, count: .doubleWord)
  ]
}
