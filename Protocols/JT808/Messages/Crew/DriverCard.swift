/// 0x0702: a card was put into the terminal or taken out, and whose it is (JT/T 808-2013 §8.48).
///
/// The layouts are told apart by their bytes: from 2013 on a body begins with 1 or 2 and a time, in 2011 with the length of a name.
/// Vendors send the person's fields for a removed card too, and append bytes of their own.
public struct DriverCard: Hashable, Sendable {
  /// What the card says of its holder.
  public struct Holder: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The number of the professional qualification.
    public var qualification: String
    /// Who issued it.
    public var issuer: String
    /// Until when it holds, YYYYMMDD in packed decimal; `nil` in 2011.
    public var expiry: [UInt8]?
    /// The number of the identity card; 2011 and 2019.
    public var identityCard: String?

    /// A holder.
    public init(name: String, qualification: String, issuer: String, expiry: [UInt8]?, identityCard: String?) {
      self.name = name
      self.qualification = qualification
      self.issuer = issuer
      self.expiry = expiry
      self.identityCard = identityCard
    }
  }

  /// 1 the card was put in, 2 it was taken out; `nil` in 2011.
  public var status: UInt8?
  /// When, on the device's clock; `nil` in 2011.
  public var time: BCDTime?
  /// 0 the card was read, 1 no key fits, 2 it is locked, 3 it was taken out meanwhile, 4 its checksum is wrong.
  public var readResult: UInt8?
  /// What the card says; absent when it was not read.
  public var holder: Holder?
  /// What vendors append.
  public var trailing: [UInt8] = []

  /// A card put in or taken out.
  public init(status: UInt8, time: BCDTime, readResult: UInt8? = nil, holder: Holder? = nil) {
    self.status = status
    self.time = time
    self.readResult = readResult
    self.holder = holder
  }

  init(_ body: ArraySlice<UInt8>) throws(DecodingError) {
    var reader = ByteReader(body)
    if Self.isFrom2013(body) {
      status = try reader.byte()
      time = BCDTime(bytes: try reader.take(6))
      guard reader.remaining > 0 else { return }
      readResult = try reader.byte()
      if readResult == 0, reader.remaining > 0 { holder = try Self.holder(&reader) }
    } else {
      holder = try Self.holder2011(&reader)
    }
    trailing = Array(reader.rest())
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    guard let status, let time else {
      if let holder {
        Self.write(counted: holder.name, to: &writer)
        writer.text(holder.identityCard ?? "", length: Self.identityCardBytes)
        writer.text(holder.qualification, length: Self.qualification2011Bytes)
        Self.write(counted: holder.issuer, to: &writer)
      }
      writer.append(trailing)
      return writer.bytes
    }
    writer.byte(status)
    writer.append(time.bytes)
    if let readResult { writer.byte(readResult) }
    if let holder {
      Self.write(counted: holder.name, to: &writer)
      writer.text(holder.qualification, length: Self.qualificationBytes)
      Self.write(counted: holder.issuer, to: &writer)
      writer.append(holder.expiry ?? [0, 0, 0, 0])
      if let card = holder.identityCard { writer.text(card, length: Self.identityCardBytes) }
    }
    writer.append(trailing)
    return writer.bytes
  }

  private static func isFrom2013(_ body: ArraySlice<UInt8>) -> Bool {
    guard let first = body.first, first == 1 || first == 2, body.count >= 7 else { return false }
    let time = BCDTime(bytes: body.dropFirst().prefix(6))
    return time == .none || time.secondsSince1970 != nil
  }

  private static func holder(_ reader: inout ByteReader) throws(DecodingError) -> Holder {
    let name = try reader.countedText()
    let qualification = try reader.text(qualificationBytes)
    let issuer = try reader.countedText()
    let expiry = Array(try reader.take(4))
    let card = reader.remaining >= identityCardBytes ? try reader.text(identityCardBytes) : nil
    return Holder(name: name, qualification: qualification, issuer: issuer, expiry: expiry, identityCard: card)
  }

  private static func holder2011(_ reader: inout ByteReader) throws(DecodingError) -> Holder {
    let name = try reader.countedText()
    let card = try reader.text(identityCardBytes)
    let qualification = try reader.text(qualification2011Bytes)
    let issuer = try reader.countedText()
    return Holder(name: name, qualification: qualification, issuer: issuer, expiry: nil, identityCard: card)
  }

  private static func write(counted text: String, to writer: inout ByteWriter) {
    let bytes = GBK.bytes(text, atMost: 255)
    writer.byte(UInt8(clamping: bytes.count))
    writer.append(bytes)
  }

  private static let qualificationBytes = 20
  private static let qualification2011Bytes = 40
  private static let identityCardBytes = 20
}

extension ByteReader {
  /// A length and as much text.
  fileprivate mutating func countedText() throws(DecodingError) -> String { GBK.exactText(try take(Int(try byte()))) }
}
