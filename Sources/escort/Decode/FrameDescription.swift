import EscortDomain
import JT808

/// The JSON objects of a message, as FEED.md `escort decode` prints them.
enum FrameDescription {
  /// The fields every line has.
  static func header(_ header: Header) -> JSONObject {
    var object = JSONObject([
      ("message", .string(hex16(header.messageID))),
      ("version", .integer(Int64(header.version.rawValue))),
      ("terminal", .string(header.terminal.digits)),
      ("serial", .integer(Int64(header.serial))),
    ])
    if header.encryption != 0 { object["encryption"] = .integer(Int64(header.encryption)) }
    return object
  }

  /// One object, or one an inner report of a batch; an object with `error` tells of bytes that are no report.
  static func objects(_ frameHeader: Header, _ message: Message) -> [JSONObject] {
    var object = header(frameHeader)
    switch message {
    case .heartbeat, .unregistration: break
    case .terminalReply(let reply), .platformReply(let reply): add(reply, to: &object)
    case .registration(let registration): add(registration, to: &object)
    case .authentication(let authentication):
      object["code"] = .string(authentication.code)
      object["imei"] = authentication.imei.map { .string($0) }
      object["software"] = authentication.softwareVersion.map { .string($0) }
    case .registrationReply(let reply):
      object["replySerial"] = .integer(Int64(reply.replySerial))
      object["result"] = .integer(Int64(reply.resultCode))
      object["code"] = reply.authenticationCode.map { .string($0) }
    case .location(let report): add(report, to: &object)
    case .batch(let batch): return objects(batch, object)
    case .driverCard(let card): add(card, to: &object)
    case .tabled(let message):
      for field in message.fields(version: frameHeader.version) { object[field.name] = FieldDescription.json(field.value) }
    case .other(_, let body): object["body"] = .string(body.hex)
    }
    return [object]
  }

  private static func objects(_ batch: LocationBatch, _ header: JSONObject) -> [JSONObject] {
    let kind: JSONValue =
      switch batch.kind {
      case .normal: "normal"
      case .backfill: "backfill"
      case .other(let code): .string("kind-\(code)")
      }
    return batch.records.enumerated().map { index, record in
      var object = header
      object["batch"] = .object(
        JSONObject([
          ("index", .integer(Int64(index))), ("count", .integer(Int64(batch.announcedCount))), ("kind", kind),
        ]))
      switch record {
      case .report(let report):
        add(report, to: &object)
      case .unreadable(let bytes, let error):
        object["body"] = .string(bytes.hex)
        object["error"] = .string("record \(index): \(error)")
      }
      return object
    }
  }

  private static func add(_ reply: GeneralReply, to object: inout JSONObject) {
    object["replySerial"] = .integer(Int64(reply.replySerial))
    object["replyMessage"] = .string(hex16(reply.replyID))
    object["result"] = .integer(Int64(reply.resultCode))
    if !reply.trailing.isEmpty { object["trailing"] = .string(reply.trailing.hex) }
  }

  private static func add(_ registration: Registration, to object: inout JSONObject) {
    object["version"] = .integer(Int64(registration.layout.rawValue))
    object["province"] = .integer(Int64(registration.province))
    object["city"] = .integer(Int64(registration.city))
    object["maker"] = .string(registration.maker)
    object["model"] = .string(registration.model)
    object["terminalId"] = .string(registration.terminalID)
    object["plateColour"] = .integer(Int64(registration.plateColour))
    object["plate"] = .string(registration.plate)
  }

  private static func add(_ card: DriverCard, to object: inout JSONObject) {
    object["status"] = card.status.map { .integer(Int64($0)) }
    object["time"] = card.time.map { FieldDescription.json(.time($0)) }
    object["cardResult"] = card.readResult.map { .integer(Int64($0)) }
    if let holder = card.holder {
      object["name"] = .string(holder.name)
      object["qualification"] = .string(holder.qualification)
      object["issuer"] = .string(holder.issuer)
      object["expiry"] = holder.expiry.map { .string($0.hex) }
      object["idCard"] = holder.identityCard.map { .string($0) }
    }
    if !card.trailing.isEmpty { object["trailing"] = .string(card.trailing.hex) }
  }

  static func add(_ report: LocationReport, to object: inout JSONObject) {
    let at = report.time.secondsSince1970.map { Instant(microsecondsSince1970: $0 * 1_000_000).rfc3339 }
    object["at"] = at.map { .string($0) } ?? .null
    object["lat"] = .number(Double(report.latitudeMicrodegrees) / 1_000_000)
    object["lon"] = .number(Double(report.longitudeMicrodegrees) / 1_000_000)
    object["altitude"] = .integer(Int64(report.altitudeMetres))
    object["speed"] = .number(Double(report.speedTenths) / 10)
    object["course"] = .integer(Int64(report.courseDegrees))
    object["valid"] = .bool(report.has(.positioned))
    object["alarms"] = .array(report.alarmNames.map { .string($0) })
    object["status"] = .object(status(report))
    var extras = JSONObject()
    for item in report.items { extras.put("0x" + [item.id].hex, .string(item.value.hex)) }
    object["extras"] = .object(extras)
    var vendor = JSONObject()
    for item in report.items {
      for content in VendorProfile.allCases.compactMap({ $0.content(of: item) }) {
        vendor.put("0x" + [item.id].hex, FieldDescription.json(.object(content.fields(version: .v2013))))
      }
    }
    if !vendor.fields.isEmpty { object["vendorItems"] = .object(vendor) }
    if !report.items.trailing.isEmpty { object["trailing"] = .string(report.items.trailing.hex) }
  }

  private static func status(_ report: LocationReport) -> JSONObject {
    let doors = LocationReport.doorStatusBits.filter { report.hasStatus(bit: $0) }
    return JSONObject([
      ("acc", .bool(report.has(.ignition))),
      ("doorsOpen", .array(doors.map { .integer(Int64($0)) })),
      ("doorsLocked", .bool(report.has(.doorsLocked))),
      ("outOfService", .bool(report.has(.outOfService))),
      ("encryptedCoordinates", .bool(report.has(.encryptedCoordinates))),
    ])
  }

  private static func hex16(_ number: UInt16) -> String {
    "0x" + [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)].hex
  }
}

extension JSONObject {
  /// Sets a field; the second and later values of one name are kept beside it as a list, since an item may stand twice.
  fileprivate mutating func put(_ name: String, _ value: JSONValue) {
    switch self[name] {
    case nil: self[name] = value
    case .array(let values)?: self[name] = .array(values + [value])
    case let first?: self[name] = .array([first, value])
    }
  }
}
