/// 0x8600: circular areas (JT/T 808-2013 §8.35).
public struct CircleSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8600

  /// 0 replace, 1 add, 2 change.
  public var settingType: UInt8 = 0
  /// The areas.
  public var areas: [CircleSetting.Circle] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<CircleSetting> = [
    .number("settingType", \.settingType),
    .list("areas", \.areas, count: .byte, named: "count"),
  ]
}

extension CircleSetting {
  /// A circular area.
  public struct Circle: Laid {
    /// Its number.
    public var id: UInt32 = 0
    /// Bit 0 by time, 1 speed limit, 2–5 what is reported on entry and exit, 6–7 which hemisphere.
    public var attributes: UInt16 = 0
    /// Latitude of the centre × 1e6.
    public var latitudeMagnitude: UInt32 = 0
    /// Longitude of the centre × 1e6.
    public var longitudeMagnitude: UInt32 = 0
    /// Radius in metres.
    public var radiusMetres: UInt32 = 0
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
    public static let layout: Layout<Circle> = [
      .number("areaId", \.id),
      .number("attributes", \.attributes),
      .number("latE6", \.latitudeMagnitude),
      .number("lonE6", \.longitudeMagnitude),
      .number("radiusM", \.radiusMetres),
      .when({ body, _ in body.attributes & 0x0001 != 0 }, [.time("start", \.start), .time("end", \.end)]),
      .when({ body, _ in body.attributes & 0x0002 != 0 }, [.number("maxSpeed", \.maxSpeed), .number("overspeedS", \.overspeedSeconds)]),
      .when({ body, version in version == .v2019 && body.attributes & 0x0002 != 0 }, [.number("nightMaxSpeed", \.nightMaxSpeed)]),
      .when({ _, version in version == .v2019 }, [.text("name", \.name, count: .word)]),
    ]
  }
}
