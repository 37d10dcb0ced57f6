/// 0x8604: a polygonal area (JT/T 808-2013 §8.39).
public struct PolygonSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8604

  /// Its number.
  public var id: UInt32 = 0
  /// Bit 0 by time, 1 speed limit, 2–5 what is reported on entry and exit, 6–7 which hemisphere.
  public var attributes: UInt16 = 0
  /// From when it holds, by attribute bit 0; digits 00 hold every day or year.
  public var start = BCDTime.none
  /// Until when it holds.
  public var end = BCDTime.none
  /// Greatest speed in km/h, by attribute bit 1.
  public var maxSpeed: UInt16 = 0
  /// For how long it may be exceeded, in seconds.
  public var overspeedSeconds: UInt8 = 0
  /// The corners in order.
  public var vertices: [PolygonSetting.Vertex] = []
  /// Greatest speed at night in km/h.
  public var nightMaxSpeed: UInt16 = 0
  /// What it is called.
  public var name: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PolygonSetting> = [
    .number("areaId", \.id),
    .number("attributes", \.attributes),
    .when({ body, _ in body.attributes & 0x0001 != 0 }, [.time("start", \.start), .time("end", \.end)]),
    .when({ body, _ in body.attributes & 0x0002 != 0 }, [.number("maxSpeed", \.maxSpeed), .number("overspeedS", \.overspeedSeconds)]),
    .list("vertices", \.vertices, count: .word, named: "count"),
    .when({ body, version in version == .v2019 && body.attributes & 0x0002 != 0 }, [.number("nightMaxSpeed", \.nightMaxSpeed)]),
    .when({ _, version in version == .v2019 }, [.text("name", \.name, count: .word)]),
  ]
}

extension PolygonSetting {
  /// A corner.
  public struct Vertex: Laid {
    /// Latitude × 1e6.
    public var latitudeMagnitude: UInt32 = 0
    /// Longitude × 1e6.
    public var longitudeMagnitude: UInt32 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Vertex> = [
      .number("latE6", \.latitudeMagnitude),
      .number("lonE6", \.longitudeMagnitude),
    ]
  }
}
