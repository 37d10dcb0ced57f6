/// Item 0x67: something in a blind spot (T/JSATL 12-2017 table 20).
public struct BlindSpotAlarm: Laid {
  /// The alarm's number.
  public var alarmID: UInt32 = 0
  /// 0 without beginning and end, 1 begins, 2 ends.
  public var flag: UInt8 = 0
  /// 1 behind, 2 left behind, 3 right behind.
  public var kind: UInt8 = 0
  /// Speed in km/h.
  public var speed: UInt8 = 0
  /// Altitude in metres.
  public var altitudeMetres: UInt16 = 0
  /// Latitude × 1e6 as sent, which may be out of range.
  public var latitudeMagnitude: UInt32 = 0
  /// Longitude × 1e6 as sent, which may be out of range.
  public var longitudeMagnitude: UInt32 = 0
  /// When, on the device's clock.
  public var time = BCDTime.none
  /// Bit 0 ignition, 1 left, 2 right, 3 wiper, 4 brake, 5 card inserted, 10 positioned.
  public var vehicleStatus: UInt16 = 0
  /// What identifies the alarm.
  public var sign = AlarmSign()

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<BlindSpotAlarm> = [
    .number("alarmId", \.alarmID),
    .number("flag", \.flag),
    .number("type", \.kind),
    .number("speedKmh", \.speed),
    .number("altitudeM", \.altitudeMetres),
    .number("latE6", \.latitudeMagnitude),
    .number("lonE6", \.longitudeMagnitude),
    .time("time", \.time),
    .number("vehicleStatus", \.vehicleStatus),
    .group("alarmSign", \.sign),
  ]
}
