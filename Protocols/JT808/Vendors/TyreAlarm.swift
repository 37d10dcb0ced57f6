/// Item 0x66: an alarm about the tyres (T/JSATL 12-2017 table 18).
public struct TyreAlarm: Laid {
  /// The alarm's number.
  public var alarmID: UInt32 = 0
  /// 0 without beginning and end, 1 begins, 2 ends.
  public var flag: UInt8 = 0
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
  /// The tyres.
  public var tyres: [TyreAlarm.Tyre] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TyreAlarm> = [
    .number("alarmId", \.alarmID),
    .number("flag", \.flag),
    .number("speedKmh", \.speed),
    .number("altitudeM", \.altitudeMetres),
    .number("latE6", \.latitudeMagnitude),
    .number("lonE6", \.longitudeMagnitude),
    .time("time", \.time),
    .number("vehicleStatus", \.vehicleStatus),
    .group("alarmSign", \.sign),
    .list("tyres", \.tyres, count: .byte),
  ]
}

extension TyreAlarm {
  /// A tyre.
  public struct Tyre: Laid {
    /// Which wheel, from 0 at the left front.
    public var wheel: UInt8 = 0
    /// What is wrong.
    public var bits: UInt16 = 0
    /// Pressure in kPa.
    public var kilopascals: UInt16 = 0
    /// Temperature in °C.
    public var celsius: UInt16 = 0
    /// Battery in per cent.
    public var percent: UInt16 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Tyre> = [
      .number("wheel", \.wheel),
      .number("bits", \.bits),
      .number("kpa", \.kilopascals),
      .number("celsius", \.celsius),
      .number("percent", \.percent),
    ]
  }
}
