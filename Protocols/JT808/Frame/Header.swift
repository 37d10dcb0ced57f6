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

  /// Reads a header, and tells where the body begins and how long it says that is; `nil` when there are too few bytes.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>) -> (header: Header, bodyStart: Int, bodyBytes: Int)? {
    guard bytes.count >= 4 else { return nil }
    let attributes = bytes.word(at: 2)
    let version: Version = attributes & 0x4000 != 0 ? .v2019 : .v2013
    let isSplit = attributes & 0x2000 != 0
    let numberStart = version == .v2019 ? 5 : 4
    let serialStart = numberStart + version.terminalNumberBytes
    let bodyStart = serialStart + (isSplit ? 6 : 2)
    guard bytes.count >= bodyStart else { return nil }
    let header = Header(
      messageID: bytes.word(at: 0), version: version, protocolVersion: version == .v2019 ? bytes[4] : 0,
      terminal: TerminalNumber(bytes, at: numberStart, version: version), serial: bytes.word(at: serialStart),
      encryption: UInt8(truncatingIfNeeded: attributes >> 10 & 0x7),
      part: isSplit ? Part(total: bytes.word(at: serialStart + 2), number: bytes.word(at: serialStart + 4)) : nil,
      reservedBit: attributes & 0x8000 != 0)
    return (header, bodyStart, Int(attributes & 0x03FF))
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
