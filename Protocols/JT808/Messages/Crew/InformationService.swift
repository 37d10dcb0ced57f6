/// 0x8304: news for the crew (JT/T 808-2013 §8.30).
public struct InformationService: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8304

  /// Its number.
  public var kind: UInt8 = 0
  /// The news.
  public var content: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<InformationService> = [
    .number("infoType", \.kind),
    .text("content", \.content, count: .word),
  ]
}
