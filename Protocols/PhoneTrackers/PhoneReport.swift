public import EscortDomain

/// Where a phone says it is: one report of a tracking app, in the product's units.
///
/// Every number in it is finite and in range. What a phone leaves out, or sends as unknown, is `nil`.
public struct PhoneReport: Hashable, Sendable {
  /// How the app names the phone; nothing of it is checked but its length.
  public var device: String?
  /// The device time of the fix; `nil` when the app sends none and the receive time has to serve.
  public var at: Instant?
  /// Where, WGS-84, in range. 0,0 is kept, so that no emergency is lost, but is never ``isValid``.
  public var coordinate: Coordinate
  /// Speed in km/h.
  public var speedKilometresPerHour: Double?
  /// Course in degrees from north, clockwise, 0 to 360.
  public var courseDegrees: Double?
  /// Altitude in metres above sea level.
  public var altitudeMetres: Double?
  /// The radius in metres within which the phone believes itself to be.
  public var accuracyMetres: Double?
  /// The battery's charge in percent, 0 to 100.
  public var batteryPercent: Double?
  /// Whether the phone is on a charger.
  public var isCharging: Bool?
  /// Whether the app vouches for the position; `true` when it does not say, `false` at 0,0.
  public var isValid: Bool
  /// Whether the phone says that the position was made up by another app.
  public var isMock: Bool
  /// Whether the person carrying the phone called for help.
  public var isEmergency: Bool

  /// The longest name of a phone in bytes of UTF-8; a longer one is refused, for none is a name a person gave.
  public static let longestDeviceBytes = 128
}
