/// The header of a frame (JT/T 808-2019 §4.4.3 table 2).
public struct Header: Hashable, Sendable {
  /// A frame's place in a split message.
  public struct Part: Hashable, Sendable {
    /// How many parts the message has.
    public var total: UInt16
    /// Which part this is, from 1.
    public var number: UInt16

    /// A part.
    public init(total: UInt16, number: UInt16) {
      self.total = total
      self.number = number
    }
  }

  /// The message's number, for example 0x0200.
  public var messageID: UInt16
  /// Which header this is.
  public var version: Version
  /// The protocol version byte of a 2019 header; 0 in others.
  public var protocolVersion: UInt8
  /// The terminal's number as sent.
  public var terminal: TerminalNumber
  /// The sender's serial number.
  public var serial: UInt16
  /// Bits 10–12 of the attributes: 0 clear text, 1 RSA of the body.
  public var encryption: UInt8
  /// The place in a split message; `nil` when it is whole.
  public var part: Part?
  /// Bit 15 of the attributes, which the standard reserves.
  public var reservedBit: Bool

  /// A header.
  public init(
    messageID: UInt16, version: Version, protocolVersion: UInt8 = 1, terminal: TerminalNumber, serial: UInt16,
    encryption: UInt8 = 0, part: Part? = nil, reservedBit: Bool = false
  ) {
    self.messageID = messageID
    self.version = version
    self.protocolVersion = version == .v2019 ? protocolVersion : 0
    self.terminal = terminal
    self.serial = serial
    self.encryption = encryption
    self.part = part
    self.reservedBit = reservedBit
  }

  /// The serial number of the message's first part; of a whole message its own.
  public var firstSerial: UInt16 { part.map { serial &- ($0.number &- 1) } ?? serial }

  /// The greatest length of a body in one frame: ten bits.
  public static let longestBodyBytes = 1023

  /// Reads a header and returns the body length it announces.
  static func read(_ reader: inout ByteReader) throws(DecodingError) -> (header: Header, bodyLength: Int) {
    let messageID = try reader.word()
    let attributes = try reader.word()
    let version: Version = attributes & 0x4000 != 0 ? .v2019 : .v2013
    let protocolVersion = version == .v2019 ? try reader.byte() : 0
    let terminal = TerminalNumber(packed: try reader.take(version.terminalNumberBytes))
    let serial = try reader.word()
    let part = attributes & 0x2000 != 0 ? Part(total: try reader.word(), number: try reader.word()) : nil
    let header = Header(
      messageID: messageID, version: version, protocolVersion: protocolVersion, terminal: terminal, serial: serial,
      encryption: UInt8(truncatingIfNeeded: attributes >> 10 & 0x7), part: part, reservedBit: attributes & 0x8000 != 0)
    return (header, Int(attributes & 0x03FF))
  }

  /// The header's bytes for a body of a length within ``longestBodyBytes``.
  func write(bodyLength: Int, to writer: inout ByteWriter) {
    var attributes = UInt16(truncatingIfNeeded: bodyLength) & 0x03FF | UInt16(encryption & 0x7) << 10
    if part != nil { attributes |= 0x2000 }
    if version == .v2019 { attributes |= 0x4000 }
    if reservedBit { attributes |= 0x8000 }
    writer.word(messageID)
    writer.word(attributes)
    if version == .v2019 { writer.byte(protocolVersion) }
    writer.append(terminal.packed)
    writer.word(serial)
    if let part {
      writer.word(part.total)
      writer.word(part.number)
    }
  }
}
