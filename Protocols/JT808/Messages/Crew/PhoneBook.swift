/// 0x8401: the numbers a terminal may call (JT/T 808-2013 §8.32).
public struct PhoneBook: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8401

  /// 0 delete all, 1 replace, 2 add, 3 change.
  public var settingType: UInt8 = 0
  /// The numbers.
  public var contacts: [PhoneBook.Contact] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PhoneBook> = [
    .number("settingType", \.settingType),
    .when({ body, _ in body.settingType != 0 }, [.list("contacts", \.contacts, count: .byte, named: "count")]),
  ]
}

extension PhoneBook {
  /// A number.
  public struct Contact: Laid {
    /// 1 may call here, 2 may be called, 3 both.
    public var flag: UInt8 = 0
    /// The number.
    public var phone: String = ""
    /// Whose it is.
    public var name: String = ""

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Contact> = [
      .number("flag", \.flag),
      .text("phone", \.phone, count: .byte),
      .text("name", \.name, count: .byte),
    ]
  }
}
