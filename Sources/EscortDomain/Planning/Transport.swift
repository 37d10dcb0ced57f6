/// A transport's plan (FEED.md `transport`).
public struct Transport: Hashable, Sendable {
  /// The legs of the chain, by their name in a feed (regulation 3.4-a).
  public enum Leg: String, Hashable, Sendable {
    /// Printing house to province.
    case printerProvince = "printer-province"
    /// Province to branch.
    case provinceBranch = "province-branch"
    /// Province to site.
    case provinceSite = "province-site"
    /// Branch to site.
    case branchSite = "branch-site"
  }

  /// One end of the leg.
  public struct Place: Hashable, Sendable {
    /// Whose place it is.
    public var organisation: OrganisationID
    /// Where it is.
    public var area: Area

    /// A place.
    public init(organisation: OrganisationID, area: Area) {
      self.organisation = organisation
      self.area = area
    }
  }

  /// A place where the convoy may stop.
  public struct AllowedStop: Hashable, Sendable {
    /// Where.
    public var area: Area
    /// How long, in seconds; `nil` means the policy's `stopLimit`.
    public var limitSeconds: Double?
    /// What it is called, when said.
    public var name: String?

    /// A stop.
    public init(area: Area, limitSeconds: Double? = nil, name: String? = nil) {
      self.area = area
      self.limitSeconds = limitSeconds
      self.name = name
    }
  }

  /// A place where signals are known to fail.
  public struct Zone: Hashable, Sendable {
    /// Why signals fail there, by the name in a feed.
    public enum Kind: String, Hashable, Sendable {
      /// No coverage.
      case dead
      /// A jammer, as beside a vault.
      case jammer
    }

    /// Why signals fail there.
    public var kind: Kind
    /// Where.
    public var area: Area
    /// How long a loss there may last and still be only information, in seconds; missing is 0 (RULES.md 8.3-16).
    public var limitSeconds: Double?

    /// A zone.
    public init(kind: Kind, area: Area, limitSeconds: Double? = nil) {
      self.kind = kind
      self.area = area
      self.limitSeconds = limitSeconds
    }
  }

  /// The transport's identifier.
  public var id: TransportID
  /// Which leg of the chain.
  public var leg: Leg
  /// Where the papers come from.
  public var origin: Place
  /// Where they go.
  public var destination: Place
  /// When the convoy is to leave.
  public var plannedDeparture: Instant
  /// When it is to arrive.
  public var plannedArrival: Instant
  /// The earliest exam session among the consignment's papers; `nil` when not said.
  public var firstSession: Instant?
  /// The way; fewer than two points are none.
  public var route: RoutePath
  /// Half the corridor's width in metres; `nil` means the policy's `corridor`.
  public var corridorMetres: Double?
  /// Where the convoy may stop.
  public var stops: [AllowedStop]
  /// Where signals are known to fail.
  public var zones: [Zone]
  /// The vehicles with their crews.
  public var vehicles: [Vehicle]
  /// Whether an exception to the earliest arrival was filed and approved (regulation 3.4-g).
  public var earlyArrivalException: Bool
  /// Whether this is a simulation.
  public var isSimulated: Bool
  /// The clock a simulation is played by.
  public var clock: ScenarioClock?
  /// The plan's canonical text, which decides between plans of equal time (RULES.md 8.1-4).
  public var canonicalText: String

  /// A plan.
  public init(
    id: TransportID, leg: Leg, origin: Place, destination: Place, plannedDeparture: Instant, plannedArrival: Instant,
    firstSession: Instant? = nil, route: RoutePath = RoutePath(points: []), corridorMetres: Double? = nil,
    stops: [AllowedStop] = [], zones: [Zone] = [], vehicles: [Vehicle], earlyArrivalException: Bool = false,
    isSimulated: Bool = false, clock: ScenarioClock? = nil, canonicalText: String = ""
  ) {
    self.id = id
    self.leg = leg
    self.origin = origin
    self.destination = destination
    self.plannedDeparture = plannedDeparture
    self.plannedArrival = plannedArrival
    self.firstSession = firstSession
    self.route = route
    self.corridorMetres = corridorMetres
    self.stops = stops
    self.zones = zones
    self.vehicles = vehicles
    self.earlyArrivalException = earlyArrivalException
    self.isSimulated = isSimulated
    self.clock = clock
    self.canonicalText = canonicalText
  }
}
