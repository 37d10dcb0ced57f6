/// 0x0102: a terminal authenticates (JT/T 808-2019 §8.8; in 2013 the whole body is the code).
public struct Authentication: Hashable, Sendable {
  /// The code the platform gave at registration.
  public var code: String
  /// The terminal's IMEI; 2019 only.
  public var imei: String?
  /// The terminal's software version; 2019 only.
  public var softwareVersion: String?
  /// What vendors append; 2019 only.
  public var trailing: [UInt8] = []

  /// An authentication; with an IMEI and a software version it takes the form of 2019.
  public init(code: String, imei: String? = nil, softwareVersion: String? = nil) {
    self.code = code
    self.imei = imei
    self.softwareVersion = softwareVersion
  }

  init(_ body: ArraySlice<UInt8>, version: Version) throws(DecodingError) {
    var reader = ByteReader(body)
    guard version == .v2019 else {
      code = GBK.text(reader.rest())
      return
    }
    code = try reader.text(Int(try reader.byte()))
    imei = try reader.text(Self.imeiBytes)
    softwareVersion = try reader.text(min(reader.remaining, Self.softwareBytes))
    trailing = Array(reader.rest())
  }

  /// The body in the form of a version.
  public func body(version: Version) -> [UInt8] {
    var writer = ByteWriter()
    let encoded = GBK.bytes(code, atMost: version == .v2019 ? 255 : .max)
    if version == .v2019 { writer.byte(UInt8(clamping: encoded.count)) }
    writer.append(encoded)
    if version == .v2019 {
      writer.text(imei ?? "", length: Self.imeiBytes)
      writer.text(softwareVersion ?? "", length: Self.softwareBytes)
      writer.append(trailing)
    }
    return writer.bytes
  }

  private static let imeiBytes = 15
  private static let softwareBytes = 20
}
