/// What a known extension item says. An unknown id, or a known one of an unexpected length, says nothing and stays raw.
public enum ItemContent: Hashable, Sendable {
  /// 0x01: mileage in 0.1 km.
  case mileage(UInt32)
  /// 0x02: fuel in 0.1 l.
  case fuel(UInt16)
  /// 0x03: the recorder's speed in 0.1 km/h.
  case recorderSpeed(UInt16)
  /// 0x04: the number of an alarm that a person must confirm.
  case manualAlarm(UInt16)
  /// 0x05: tyre pressures as sent, 30 bytes; FF is none (2019).
  case tyrePressures([UInt8])
  /// 0x06: cargo temperature in °C, the top bit is the sign (2019).
  case cargoTemperature(Int16)
  /// 0x11: overspeed in an area; the area's id unless the type is 0.
  case overspeed(areaType: UInt8, areaID: UInt32?)
  /// 0x12: in or out of an area or route.
  case crossing(areaType: UInt8, areaID: UInt32, direction: UInt8)
  /// 0x13: a section driven too fast or too slowly.
  case section(routeID: UInt32, seconds: UInt16, result: UInt8)
  /// 0x14: video alarms.
  case videoAlarm(UInt32)
  /// 0x15: channels without a signal, bit n is channel n+1.
  case videoLoss(UInt32)
  /// 0x16: channels whose view is covered.
  case videoOcclusion(UInt32)
  /// 0x17: storage units at fault.
  case storageFault(UInt16)
  /// 0x18: abnormal driving, with the grade of fatigue where sent.
  case abnormalDriving(flags: UInt16, fatigueGrade: UInt8?)
  /// 0x25: vehicle signals.
  case signals(UInt32)
  /// 0x2A: IO state.
  case inputs(UInt16)
  /// 0x2B: two analogue inputs.
  case analogue(UInt32)
  /// 0x30: strength of the radio signal.
  case signalStrength(UInt8)
  /// 0x31: satellites in use.
  case satellites(UInt8)
}

extension ExtensionItem {
  /// What the item says; `nil` when it stays raw.
  public var content: ItemContent? {
    var reader = ByteReader(value)
    return try? content(&reader)
  }

  private func content(_ reader: inout ByteReader) throws(DecodingError) -> ItemContent? {
    switch (id, value.count) {
    case (0x01, 4): .mileage(try reader.doubleWord())
    case (0x02, 2): .fuel(try reader.word())
    case (0x03, 2): .recorderSpeed(try reader.word())
    case (0x04, 2): .manualAlarm(try reader.word())
    case (0x05, 30): .tyrePressures(Array(value))
    case (0x06, 2): .cargoTemperature(Int16(bitPattern: try reader.word()))
    case (0x11, 1): .overspeed(areaType: try reader.byte(), areaID: nil)
    case (0x11, 5): .overspeed(areaType: try reader.byte(), areaID: try reader.doubleWord())
    case (0x12, 6):
      .crossing(areaType: try reader.byte(), areaID: try reader.doubleWord(), direction: try reader.byte())
    case (0x13, 7): .section(routeID: try reader.doubleWord(), seconds: try reader.word(), result: try reader.byte())
    case (0x14, 4): .videoAlarm(try reader.doubleWord())
    case (0x15, 4): .videoLoss(try reader.doubleWord())
    case (0x16, 4): .videoOcclusion(try reader.doubleWord())
    case (0x17, 2): .storageFault(try reader.word())
    case (0x18, 2): .abnormalDriving(flags: try reader.word(), fatigueGrade: nil)
    case (0x18, 3): .abnormalDriving(flags: try reader.word(), fatigueGrade: try reader.byte())
    case (0x25, 4): .signals(try reader.doubleWord())
    case (0x2A, 2): .inputs(try reader.word())
    case (0x2B, 4): .analogue(try reader.doubleWord())
    case (0x30, 1): .signalStrength(try reader.byte())
    case (0x31, 1): .satellites(try reader.byte())
    default: nil
    }
  }
}
