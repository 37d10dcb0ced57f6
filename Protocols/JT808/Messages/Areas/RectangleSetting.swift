/// 0x8602: rectangular areas (JT/T 808-2013 §8.37).
public struct RectangleSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8602

  /// 0 replace, 1 add, 2 change.
  public var settingType: UInt8 = 0
  /// The areas.
  public var areas: [RectangleSetting.Rectangle] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RectangleSetting> = [
    .number("settingType", \.settingType),
    .list("areas", \.areas, count: .byte, named: "count"),
  ]
}

extension RectangleSetting {
  /// A rectangular area.
  public struct Rectangle: Laid {
    /// Its number.
    public var id: UInt32 = 0
    /// Bit 0 by time, 1 speed limit, 2–5 what is reported on entry and exit, 6–7 which hemisphere.
    public var attributes: UInt16 = 0
    /// Latitude of the upper left corner × 1e6.
    public var topLatitudeMagnitude: UInt32 = 0
    /// Longitude of the upper left corner × 1e6.
    public var leftLongitudeMagnitude: UInt32 = 0
    /// Latitude of the lower right corner × 1e6.
    public var bottomLatitudeMagnitude: UInt32 = 0
    /// Longitude of the lower right corner × 1e6.
    public var rightLongitudeMagnitude: UInt32 = 0
    /// From when it holds, by attribute bit 0; digits 00 hold every day or year.
    public var start = BCDTime.none
    /// Until when it holds.
    public var end = BCDTime.none
    /// Greatest speed in km/h, by attribute bit 1.
    public var maxSpeed: UInt16 = 0
    /// For how long it may be exceeded, in seconds.
    public var overspeedSeconds: UInt8 = 0
    /// Greatest speed at night in km/h.
    public var nightMaxSpeed: UInt16 = 0
    /// What it is called.
    public var name: String = ""

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Rectangle> = [
      .number("areaId", \.id),
      .number("attributes", \.attributes),
      .number("topLatE6", \.topLatitudeMagnitude),
      .number("leftLonE6", \.leftLongitudeMagnitude),
      .number("bottomLatE6", \.bottomLatitudeMagnitude),
      .number("rightLonE6", \.rightLongitudeMagnitude),
      .when({ body, _ in body.attributes & 0x0001 != 0 }, [.time("start", \.start), .time("end", \.end)]),
      .when({ body, _ in body.attributes & 0x0002 != 0 }, [.number("maxSpeed", \.maxSpeed), .number("overspeedS", \.overspeedSeconds)]),
      .when({ body, version in version == .v2019 && body.attributes & 0x0002 != 0 }, [.number("nightMaxSpeed", \.nightMaxSpeed)]),
      .when({ _, version in version == .v2019 }, [.text("name", \.name, count: .word)]),
    ]
  }
}
