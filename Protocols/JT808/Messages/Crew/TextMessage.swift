/// 0x8300: a text for the crew (JT/T 808-2013 §8.23; 2019 adds its kind).
public struct TextMessage: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8300

  /// Bit 0 urgent up to 2013; in 2019 bits 0 and 1 are 1 for a service, 2 urgent, 3 a notice. Bit 2 on the display, bit 3 read aloud,
  /// bit 4 on the advertising screen.
  public var flag: UInt8 = 0
  /// 1 a notice, 2 a service.
  public var kind: UInt8 = 0
  /// The text, at most 1,024 bytes.
  public var text: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TextMessage> = [
    .number("flag", \.flag),
    .when({ _, version in version == .v2019 }, [.number("textType", \.kind)]),
    .text("text", \.text),
  ]
}
