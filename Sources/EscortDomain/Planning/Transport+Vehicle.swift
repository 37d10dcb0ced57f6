extension Transport {
  /// A vehicle of a transport with what it carries on board.
  public struct Vehicle: Hashable, Sendable {
    /// A role on board, by its name in a feed.
    public enum Role: String, Hashable, Sendable {
      /// Guards the papers.
      case escort
      /// Drives; never counts as an escort.
      case driver
      /// Drives in turn; never counts as an escort.
      case reliefDriver = "relief-driver"
    }

    /// A person planned on board.
    public struct CrewMember: Hashable, Sendable {
      /// Who.
      public var person: PersonID
      /// In which role.
      public var role: Role

      /// A crew member.
      public init(person: PersonID, role: Role) {
        self.person = person
        self.role = role
      }
    }

    /// The vehicle.
    public var id: VehicleID
    /// The number of its JT/T 808 terminal as configured in it, when it has one.
    public var terminal: String?
    /// The cameras that must record, by channel from 1.
    public var cameras: [Int]
    /// Who is planned on board.
    public var crew: [CrewMember]
    /// The JT/T 808 status bits that mean an open cargo door.
    public var doorStatusBits: [Int]

    /// The status bits of the middle and rear doors: not the front or the driver's (RULES.md `door-open`).
    public static let cargoDoorStatusBits = [14, 15]

    /// A vehicle.
    public init(
      id: VehicleID, terminal: String? = nil, cameras: [Int] = [], crew: [CrewMember] = [],
      doorStatusBits: [Int] = Self.cargoDoorStatusBits
    ) {
      self.id = id
      self.terminal = terminal
      self.cameras = cameras
      self.crew = crew
      self.doorStatusBits = doorStatusBits
    }
  }
}
