/// 0x8301: the events a crew can report by a key (JT/T 808-2013 §8.24).
public struct EventSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8301

  /// 0 delete all, 1 replace, 2 add, 3 change, 4 delete some.
  public var settingType: UInt8 = 0
  /// The events.
  public var events: [EventSetting.Event] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<EventSetting> = [
    .number("settingType", \.settingType),
    .when({ body, _ in body.settingType != 0 }, [.list("events", \.events, count: .byte, named: "count")]),
  ]
}

extension EventSetting {
  /// An event.
  public struct Event: Laid {
    /// Its number.
    public var id: UInt8 = 0
    /// What it is called.
    public var content: String = ""

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Event> = [
      .number("eventId", \.id),
      .text("content", \.content, count: .byte),
    ]
  }
}
