/// Item 0x64: an alarm of the driver assistance system (T/JSATL 12-2017 table 15).
public struct DriverAssistanceAlarm: Laid {
  /// The alarm's number.
  public var alarmID: UInt32 = 0
  /// 0 without beginning and end, 1 begins, 2 ends.
  public var flag: UInt8 = 0
  /// 1 forward collision, 2 lane departure, 3 too close, 4 pedestrian, 5 frequent lane change, 6 sign exceeded, 7 obstacle,
  /// 0x10 sign, 0x11 snapshot.
  public var kind: UInt8 = 0
  /// 1 or 2.
  public var level: UInt8 = 0
  /// Speed of the vehicle ahead in km/h.
  public var frontSpeed: UInt8 = 0
  /// Distance to it in 0.1 s.
  public var frontDistance: UInt8 = 0
  /// 1 left, 2 right.
  public var deviation: UInt8 = 0
  /// 1 speed limit, 2 height limit, 3 weight limit.
  public var signType: UInt8 = 0
  /// What the sign says.
  public var signData: UInt8 = 0
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
  public static let layout: Layout<DriverAssistanceAlarm> = [
    .number("alarmId", \.alarmID),
    .number("flag", \.flag),
    .number("type", \.kind),
    .number("level", \.level),
    .number("frontSpeedKmh", \.frontSpeed),
    .number("frontDistance", \.frontDistance),
    .number("deviation", \.deviation),
    .number("signType", \.signType),
    .number("signData", \.signData),
    .number("speedKmh", \.speed),
    .number("altitudeM", \.altitudeMetres),
    .number("latE6", \.latitudeMagnitude),
    .number("lonE6", \.longitudeMagnitude),
    .time("time", \.time),
    .number("vehicleStatus", \.vehicleStatus),
    .group("alarmSign", \.sign),
  ]
}
