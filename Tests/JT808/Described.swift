import Foundation
import JT808

/// A message in the words of the collected rows, to compare with what they expect.
enum Described {
  static func fields(_ message: Message, version: Version) -> [String: Any]? {
    switch message {
    case .heartbeat, .unregistration: [:]
    case .terminalReply(let reply), .platformReply(let reply): general(reply)
    case .registration(let registration):
      [
        "province": Int(registration.province), "city": Int(registration.city), "maker": registration.maker,
        "model": registration.model, "terminal_id": registration.terminalID,
        "plate_color": Int(registration.plateColour), "plate": registration.plate,
      ]
    case .authentication(let authentication):
      ["auth_code": authentication.code, "imei": authentication.imei, "software": authentication.softwareVersion]
        .compactMapValues(\.self)
    case .registrationReply(let reply):
      ["reply_serial": Int(reply.replySerial) as Any, "result": Int(reply.resultCode)]
        .merging(reply.authenticationCode.map { ["auth_code": $0] } ?? [:]) { first, _ in first }
    case .location(let report): location(report)
    case .batch(let batch):
      ["count": Int(batch.announcedCount), "type": Int(batch.kind.code), "items": batch.reports.map(location)]
    case .driverCard(let card): self.card(card)
    case .tabled(let message): object(message.fields(version: version))
    case .other: nil
    }
  }

  private static func card(_ card: DriverCard) -> [String: Any] {
    var fields: [String: Any] = [
      "status": card.status.map { Int($0) } as Any, "time": card.time.map(time) as Any,
      "card_result": card.readResult.map { Int($0) } as Any, "trailing": card.trailing.hex,
    ]
    guard let holder = card.holder else { return fields }
    fields["name"] = holder.name
    fields["qualification"] = holder.qualification
    fields["issuer"] = holder.issuer
    fields["expiry"] = holder.expiry?.hex
    fields["id_card"] = holder.identityCard
    return fields
  }

  private static func object(_ fields: [Field]) -> [String: Any] {
    var object: [String: Any] = [:]
    for field in fields {
      object[snake(field.name)] = plain(field.value)
      guard case .bytes(let bytes) = field.value, ["value", "data"].contains(field.name) else { continue }
      object[field.name == "value" ? "len" : "data_len"] = bytes.count
      object["data_head"] = Array(bytes.prefix(16)).hex
    }
    return object
  }

  private static func plain(_ value: FieldValue) -> Any {
    switch value {
    case .number(let number): Int(number)
    case .identifier(let number, let bytes): "0x" + String(format: "%0\(bytes * 2)llx", number)
    case .text(let text): text
    case .bytes(let bytes): bytes.hex
    case .time(let time), .utcTime(let time): self.time(time)
    case .location(let report): magnitudes(report)
    case .list(let values): values.map(plain)
    case .object(let fields): fields.map(\.name) == ["id"] ? Described.plain(fields[0].value) : object(fields)
    }
  }

  private static func snake(_ name: String) -> String {
    name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }

  private static func time(_ time: BCDTime) -> String {
    let digits = Array(time.bytes.hex)
    let pairs = stride(from: 0, to: 12, by: 2).map { String(digits[$0...$0 + 1]) }
    return "20\(pairs[0])-\(pairs[1])-\(pairs[2]) \(pairs[3]):\(pairs[4]):\(pairs[5])"
  }

  /// The paths at which an expectation is not met; fields that no message of this version reads are left out.
  static func differences(_ actual: Any?, _ expected: Any, path: String = "") -> [String] {
    if let expected = expected as? [String: Any] {
      let actual = actual as? [String: Any]
      return expected.flatMap { differences(actual?[$0.key], $0.value, path: path + "." + $0.key) }
    }
    if let expected = expected as? [Any] {
      let actual = actual as? [Any] ?? []
      guard actual.count == expected.count else { return ["\(path): \(actual.count) of \(expected.count)"] }
      return zip(actual, expected).enumerated()
        .flatMap { differences($0.element.0, $0.element.1, path: path + "[\($0.offset)]") }
    }
    let same = (actual as? NSObject) == (expected as? NSObject) || "\(actual ?? "none")" == "\(expected)"
    return same ? [] : ["\(path): \(actual ?? "none") is not \(expected)"]
  }

  private static func general(_ reply: GeneralReply) -> [String: Any] {
    var fields: [String: Any] = [
      "reply_serial": Int(reply.replySerial), "reply_id": "0x" + hex(reply.replyID), "result": Int(reply.resultCode),
    ]
    if !reply.trailing.isEmpty { fields["trailing"] = reply.trailing.hex }
    return fields
  }

  /// The rows of reports inside other messages give coordinates as sent, without their sign.
  private static func magnitudes(_ report: LocationReport) -> [String: Any] {
    let sent = ["lat_e6": Int(report.latitudeMagnitude), "lon_e6": Int(report.longitudeMagnitude)]
    return location(report).merging(sent) { _, sent in sent }
  }

  private static func location(_ report: LocationReport) -> [String: Any] {
    return [
      "alarm": Int(report.alarmBits), "status": Int(report.statusBits), "lat_e6": report.latitudeMicrodegrees,
      "lon_e6": report.longitudeMicrodegrees, "altitude_m": Int(report.altitudeMetres),
      "speed_dkmh": Int(report.speedTenths), "direction": Int(report.courseDegrees),
      "time": time(report.time),
      "trailing": report.items.trailing.hex, "items": report.items.map(item),
    ]
  }

  private static func item(_ item: ExtensionItem) -> [String: Any] {
    var fields: [String: Any] = ["item": "0x" + [item.id].hex, "len": item.value.count]
    switch item.content {
    case .mileage(let value): fields["mileage_dkm"] = Int(value)
    case .fuel(let value): fields["fuel_dl"] = Int(value)
    case .recorderSpeed(let value): fields["recorder_speed_dkmh"] = Int(value)
    case .manualAlarm(let value): fields["manual_alarm_id"] = Int(value)
    case .overspeed(let type, let area):
      fields["area_type"] = Int(type)
      fields["area_id"] = area.map { Int($0) }
    case .crossing(let type, let area, let direction):
      fields["area_type"] = Int(type)
      fields["area_id"] = Int(area)
      fields["direction"] = Int(direction)
    case .section(let route, let seconds, let result):
      fields["route_id"] = Int(route)
      fields["seconds"] = Int(seconds)
      fields["result"] = Int(result)
    case .videoAlarm(let bits):
      fields["video_alarm"] = Int(bits)
      fields["flags"] = names(bits, videoAlarms)
    case .videoLoss(let bits):
      fields["video_loss"] = Int(bits)
      fields["channels"] = numbers(bits, 0..<32)
    case .videoOcclusion(let bits):
      fields["video_occlusion"] = Int(bits)
      fields["channels"] = numbers(bits, 0..<32)
    case .storageFault(let bits):
      fields["storage_fault"] = Int(bits)
      fields["main"] = numbers(UInt32(bits), 0..<12)
      fields["backup"] = numbers(UInt32(bits) >> 12, 0..<4)
    case .abnormalDriving(let flags, let grade):
      fields["abnormal_driving"] = Int(flags)
      fields["flags"] = names(UInt32(flags), ["fatigue", "phone", "smoking"])
      fields["fatigue_level"] = grade.map { Int($0) }
    case .signals(let bits): fields["ext_signal"] = Int(bits)
    case .inputs(let bits): fields["io"] = Int(bits)
    case .analogue(let bits):
      fields["analog"] = Int(bits)
      fields["ad0"] = Int(bits & 0xFFFF)
      fields["ad1"] = Int(bits >> 16)
    case .signalStrength(let value): fields["rssi"] = Int(value)
    case .satellites(let value): fields["gnss_sats"] = Int(value)
    case .tyrePressures(let bytes): fields["raw"] = bytes.hex
    case .cargoTemperature(let celsius):
      fields["cargo_temp_c"] = Int(celsius)
      fields["raw"] = Int(celsius)
    case nil:
      fields["raw"] = item.value.hex
      for profile in VendorProfile.allCases {
        if let content = profile.content(of: item) { fields.merge(object(content.fields(version: .v2013))) { $1 } }
      }
    }
    return fields
  }

  private static let videoAlarms = [
    "video_loss", "video_occlusion", "storage_fault", "other_video_fault", "overcrowding", "abnormal_driving",
    "special_alarm_record_threshold",
  ]

  private static func names(_ bits: UInt32, _ names: [String]) -> [String] {
    names.enumerated().filter { bits >> UInt32($0.offset) & 1 == 1 }.map(\.element)
  }

  private static func numbers(_ bits: UInt32, _ range: Range<Int>) -> [Int] {
    range.filter { bits >> UInt32($0) & 1 == 1 }.map { $0 + 1 }
  }
}
