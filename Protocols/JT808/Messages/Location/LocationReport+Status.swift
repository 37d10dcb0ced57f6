extension LocationReport {
  /// The status bits by what they say (JT/T 808-2019 table 26).
  public enum StatusBit: Int, Sendable, CaseIterable {
    /// The ignition is on.
    case ignition = 0
    /// The position is a fix.
    case positioned = 1
    /// South of the equator.
    case south = 2
    /// West of Greenwich.
    case west = 3
    /// Out of service.
    case outOfService = 4
    /// The coordinates are encrypted by the state's plug-in.
    case encryptedCoordinates = 5
    /// The fuel line is cut.
    case fuelCut = 10
    /// The circuit is cut.
    case circuitCut = 11
    /// The doors are locked.
    case doorsLocked = 12
  }

  /// The status bits that mean an open door: front, middle, rear, driver's, custom.
  public static let doorStatusBits = 13...17

  /// Whether a status bit is set; a number outside 0 to 31 is not.
  public func hasStatus(bit: Int) -> Bool { (0..<32).contains(bit) && statusBits >> UInt32(bit) & 1 == 1 }

  /// Whether a status bit is set.
  public func has(_ bit: StatusBit) -> Bool { hasStatus(bit: bit.rawValue) }

  /// Degrees × 1e6, negative south.
  public var latitudeMicrodegrees: Int { has(.south) ? -Int(latitudeMagnitude) : Int(latitudeMagnitude) }

  /// Degrees × 1e6, negative west.
  public var longitudeMicrodegrees: Int { has(.west) ? -Int(longitudeMagnitude) : Int(longitudeMagnitude) }

  /// The alarms that are on, by name in order of their bits.
  public var alarmNames: [String] {
    AlarmBit.names.enumerated().lazy.filter { alarmBits >> UInt32($0.offset) & 1 == 1 }.map(\.element)
  }

  /// The first item of an id, when its value has one of the lengths given.
  public func item(_ id: UInt8, lengths: Int...) -> ExtensionItem? {
    items.first { $0.id == id && lengths.contains($0.value.count) }
  }
}

/// The alarm bits by the names this product gives them (JT/T 808-2019 table 25).
public enum AlarmBit {
  /// The names in order of the bits, 0 to 31.
  public static let names = [
    "emergency", "overspeed", "fatigue", "danger-warning", "gnss-fault", "gnss-antenna-open", "gnss-antenna-short",
    "main-power-low", "main-power-lost", "display-fault", "tts-fault", "camera-fault", "ic-card-fault",
    "overspeed-warning", "fatigue-warning", "rule-violation", "tyre-pressure", "blind-spot", "daily-driving-exceeded",
    "stopped-too-long", "area", "route", "section-time", "off-route", "vss-fault", "fuel", "stolen",
    "illegal-ignition", "illegal-movement", "collision", "rollover", "illegal-door",
  ]

  /// The bit of an alarm that makes a camera's proof void.
  public static let cameraFault = 11
}
