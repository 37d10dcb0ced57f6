/// 0x8606: a route (JT/T 808-2013 §8.41).
public struct RouteSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8606

  /// Its number.
  public var id: UInt32 = 0
  /// Bit 0 by time, 1 speed limit, 2–5 what is reported on entry and exit, 6–7 which hemisphere.
  public var attributes: UInt16 = 0
  /// From when it holds, by attribute bit 0; digits 00 hold every day or year.
  public var start = BCDTime.none
  /// Until when it holds.
  public var end = BCDTime.none
  /// Its turning points in order.
  public var points: [RouteSetting.Point] = []
  /// What it is called.
  public var name: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<RouteSetting> = [
    .number("routeId", \.id),
    .number("attributes", \.attributes),
    .when({ body, _ in body.attributes & 0x0001 != 0 }, [.time("start", \.start), .time("end", \.end)]),
    .list("points", \.points, count: .word, named: "count"),
    .when({ _, version in version == .v2019 }, [.text("name", \.name, count: .word)]),
  ]
}

extension RouteSetting {
  /// A turning point, with the section that begins there.
  public struct Point: Laid {
    /// Its number.
    public var id: UInt32 = 0
    /// The number of the section.
    public var sectionID: UInt32 = 0
    /// Latitude × 1e6.
    public var latitudeMagnitude: UInt32 = 0
    /// Longitude × 1e6.
    public var longitudeMagnitude: UInt32 = 0
    /// Width in metres.
    public var widthMetres: UInt8 = 0
    /// Bit 0 driving time is watched, bit 1 speed limit.
    public var attributes: UInt8 = 0
    /// Too long past it, in seconds.
    public var longestSeconds: UInt16 = 0
    /// Too short below it, in seconds.
    public var shortestSeconds: UInt16 = 0
    /// Greatest speed in km/h.
    public var maxSpeed: UInt16 = 0
    /// For how long it may be exceeded, in seconds.
    public var overspeedSeconds: UInt8 = 0
    /// Greatest speed at night in km/h.
    public var nightMaxSpeed: UInt16 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Point> = [
      .number("pointId", \.id),
      .number("sectionId", \.sectionID),
      .number("latE6", \.latitudeMagnitude),
      .number("lonE6", \.longitudeMagnitude),
      .number("widthM", \.widthMetres),
      .number("attributes", \.attributes),
      .when({ body, _ in body.attributes & 0x01 != 0 }, [.number("longestS", \.longestSeconds), .number("shortestS", \.shortestSeconds)]),
      .when({ body, _ in body.attributes & 0x02 != 0 }, [.number("maxSpeed", \.maxSpeed), .number("overspeedS", \.overspeedSeconds)]),
      .when({ body, version in version == .v2019 && body.attributes & 0x02 != 0 }, [.number("nightMaxSpeed", \.nightMaxSpeed)]),
    ]
  }
}
