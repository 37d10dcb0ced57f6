/// An identifier that says what it identifies; compared by code point as every sorted output is (FEED.md).
public struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The identifier as people and files write it.
  public let text: String
  /// FNV-1a of its bytes, the same in every run; most comparisons end here.
  public let fingerprint: UInt64

  /// An identifier by its text.
  public init(_ text: String) {
    self.text = text
    var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { fingerprint = (fingerprint ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    self.fingerprint = fingerprint
  }

  /// Whether two are of the same text.
  public static func == (left: Identifier, right: Identifier) -> Bool {
    left.fingerprint == right.fingerprint && left.text == right.text
  }

  /// Hashes the text's bytes: a fingerprint that anybody can foresee would let a peer make all of its names meet.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The identifier as written.
  public var description: String { text }

  /// By code point.
  public static func < (left: Identifier, right: Identifier) -> Bool { left.text.precedesByCodePoint(right.text) }
}

/// What a ``TransportID`` identifies.
public enum TransportKind {}
/// What a ``VehicleID`` identifies.
public enum VehicleKind {}
/// What a ``PersonID`` identifies.
public enum PersonKind {}
/// What an ``OrganisationID`` identifies.
public enum OrganisationKind {}

/// A transport, such as `CS-0111-07`.
public typealias TransportID = Identifier<TransportKind>
/// A vehicle by its plate, such as `湘A12345`.
public typealias VehicleID = Identifier<VehicleKind>
/// A person of the register.
public typealias PersonID = Identifier<PersonKind>
/// An organisation: headquarters, province, branch, site or printing house.
public typealias OrganisationID = Identifier<OrganisationKind>
