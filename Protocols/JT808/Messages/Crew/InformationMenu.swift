/// 0x8303: the news a crew can subscribe to (JT/T 808-2013 §8.28).
public struct InformationMenu: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8303

  /// 0 delete all, 1 replace, 2 add, 3 change.
  public var settingType: UInt8 = 0
  /// The kinds of news.
  public var entries: [InformationMenu.Entry] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<InformationMenu> = [
    .number("settingType", \.settingType),
    .when({ body, _ in body.settingType != 0 }, [.list("items", \.entries, count: .byte, named: "count")]),
  ]
}

extension InformationMenu {
  /// A kind of news.
  public struct Entry: Laid {
    /// Its number.
    public var kind: UInt8 = 0
    /// What it is called.
    public var name: String = ""

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Entry> = [
      .number("infoType", \.kind),
      .text("name", \.name, count: .word),
    ]
  }
}
