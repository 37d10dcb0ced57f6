/// Item 0x65: an alarm about the driver's state (T/JSATL 12-2017 table 17).
public struct DriverStateAlarm: Laid {
  /// The alarm's number.
  public var alarmID: UInt32 = 0
  /// 0 without beginning and end, 1 begins, 2 ends.
  public var flag: UInt8 = 0
  /// 1 fatigue, 2 phone, 3 smoking, 4 distraction, 5 abnormal, 0x10 snapshot, 0x11 another driver.
  public var kind: UInt8 = 0
  /// 1 or 2.
  public var level: UInt8 = 0
  /// 1–10.
  public var fatigue: UInt8 = 0
  /// 4 bytes.
  public var reserved: [UInt8] = []
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
  public static let layout: Layout<DriverStateAlarm> = [
    .number("alarmId", \.alarmID),
    .number("flag", \.flag),
    .number("type", \.kind),
    .number("level", \.level),
    .number("fatigue", \.fatigue),
    .bytes("reserved", \.reserved, length: 4),
    .number("speedKmh", \.speed),
    .number("altitudeM", \.altitudeMetres),
    .number("latE6", \.latitudeMagnitude),
    .number("lonE6", \.longitudeMagnitude),
    .time("time", \.time),
    .number("vehicleStatus", \.vehicleStatus),
    .group("alarmSign", \.sign),
  ]
}
