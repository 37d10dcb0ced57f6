/// A message by its meaning. What this version does not know survives with its bytes (JT/T 808-2019 §8).
public enum Message: Hashable, Sendable {
  /// 0x0001: the terminal's general answer.
  case terminalReply(GeneralReply)
  /// 0x0002: a heartbeat.
  case heartbeat
  /// 0x0003: the terminal unregisters.
  case unregistration
  /// 0x0100: the terminal registers.
  case registration(Registration)
  /// 0x0102: the terminal authenticates.
  case authentication(Authentication)
  /// 0x0200: a location report.
  case location(LocationReport)
  /// 0x0704: several location reports.
  case batch(LocationBatch)
  /// 0x8001: the platform's general answer.
  case platformReply(GeneralReply)
  /// 0x8100: the answer to a registration.
  case registrationReply(RegistrationReply)
  /// 0x0702: the driver's or escort's card.
  case driverCard(DriverCard)
  /// A message that is read by its table.
  case tabled(TabledMessage)
  /// A message that is not in the standard, or one whose body is encrypted.
  case other(id: UInt16, body: [UInt8])

  /// A message that is read by its table.
  public static func tabled(_ body: some MessageBody) -> Message { .tabled(TabledMessage(body)) }

  /// The message of a whole frame.
  public init(_ frame: Frame) throws(DecodingError) { try self.init(frame.header, frame.body.span) }

  /// The message of a whole frame.
  public init(_ frame: borrowing FrameView) throws(DecodingError) { try self.init(frame.header, frame.body) }

  @inline(__always)
  private init(_ header: Header, _ bytes: Span<UInt8>) throws(DecodingError) {
    if header.messageID == MessageID.location.rawValue, header.encryption == 0 {
      self = .location(try LocationReport(bytes))
    } else {
      try self.init(header, copy: bytes.array)
    }
  }

  private init(_ header: Header, copy: [UInt8]) throws(DecodingError) {
    guard header.encryption == 0 else {
      self = .other(id: header.messageID, body: copy)
      return
    }
    let body = copy[...]
    switch MessageID(rawValue: header.messageID) {
    case .terminalReply: self = .terminalReply(try GeneralReply(body))
    case .heartbeat: self = .heartbeat
    case .unregistration: self = .unregistration
    case .registration: self = .registration(try Registration(body, version: header.version))
    case .authentication: self = .authentication(try Authentication(body, version: header.version))
    case .location: self = .location(try LocationReport(body))
    case .batch: self = .batch(try LocationBatch(body))
    case .platformReply: self = .platformReply(try GeneralReply(body))
    case .registrationReply: self = .registrationReply(try RegistrationReply(body))
    case .driverCard: self = .driverCard(try DriverCard(body))
    case nil:
      if let type = MessageRegistry.bodies[header.messageID] {
        self = .tabled(try TabledMessage(type, copy, version: header.version))
      } else {
        self = .other(id: header.messageID, body: copy)
      }
    }
  }

  /// Whether a number is of a message this version reads.
  public static func isKnown(_ id: UInt16) -> Bool { MessageID(rawValue: id) != nil || MessageRegistry.bodies[id] != nil }

  /// The message's number.
  public var id: UInt16 {
    switch self {
    case .terminalReply: MessageID.terminalReply.rawValue
    case .heartbeat: MessageID.heartbeat.rawValue
    case .unregistration: MessageID.unregistration.rawValue
    case .registration: MessageID.registration.rawValue
    case .authentication: MessageID.authentication.rawValue
    case .location: MessageID.location.rawValue
    case .batch: MessageID.batch.rawValue
    case .platformReply: MessageID.platformReply.rawValue
    case .registrationReply: MessageID.registrationReply.rawValue
    case .driverCard: MessageID.driverCard.rawValue
    case .tabled(let message): type(of: message.body).id
    case .other(let id, _): id
    }
  }

  /// The message's body in the form of a version.
  public func body(version: Version) -> [UInt8] {
    switch self {
    case .terminalReply(let reply), .platformReply(let reply): reply.body
    case .heartbeat, .unregistration: []
    case .registration(let registration): registration.body
    case .authentication(let authentication): authentication.body(version: version)
    case .location(let report): report.body
    case .batch(let batch): batch.body
    case .registrationReply(let reply): reply.body
    case .driverCard(let card): card.body
    case .tabled(let message): message.bytes(version: version)
    case .other(_, let body): body
    }
  }
}

/// The numbers of the messages that have a case of their own.
public enum MessageID: UInt16, Hashable, Sendable {
  /// The terminal's general answer.
  case terminalReply = 0x0001
  /// A heartbeat.
  case heartbeat = 0x0002
  /// The terminal unregisters.
  case unregistration = 0x0003
  /// The terminal registers.
  case registration = 0x0100
  /// The terminal authenticates.
  case authentication = 0x0102
  /// A location report.
  case location = 0x0200
  /// The driver's or escort's card.
  case driverCard = 0x0702
  /// Several location reports.
  case batch = 0x0704
  /// The platform's general answer.
  case platformReply = 0x8001
  /// The answer to a registration.
  case registrationReply = 0x8100
}

extension FrameEncoder {
  /// The frames of a message.
  public mutating func frames(_ message: Message) -> [Frame] {
    frames(messageID: message.id, body: message.body(version: version))
  }
}
