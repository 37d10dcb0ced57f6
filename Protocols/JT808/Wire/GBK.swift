/// Text in GBK, the standard's character set (JT/T 808-2019 §4.2). A byte pair without a character becomes U+FFFD.
public enum GBK {
  /// The text of bytes without the 00 and spaces that devices pad with on either end.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    let isPadding = { (byte: UInt8) in byte == 0x00 || byte == 0x20 }
    let trimmed = Array(bytes.drop(while: isPadding))
    let end = trimmed.lastIndex { !isPadding($0) }.map { $0 + 1 } ?? 0
    return decode(trimmed[..<end])
  }

  /// The text of bytes, padding and all.
  public static func exactText(_ bytes: ArraySlice<UInt8>) -> String { decode(bytes) }

  /// The bytes of a text; a character that GBK has not becomes a question mark, and one that does not fit whole is left out with
  /// all that follow.
  public static func bytes(_ text: String, atMost most: Int = .max) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      let index = UInt16(exactly: scalar.value).flatMap { pairIndex[$0] }
      guard bytes.count + (index == nil ? 1 : 2) <= most else { break }
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let index {
        bytes.append(UInt8(truncatingIfNeeded: index / pairsPerLead + firstLead))
        let trail = index % pairsPerLead
        bytes.append(UInt8(truncatingIfNeeded: trail + firstTrail + (trail >= skippedTrail - firstTrail ? 1 : 0)))
      } else {
        bytes.append(UInt8(ascii: "?"))
      }
    }
    return bytes
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lead = bytes[index]
      index += 1
      if lead < 0x80 {
        units.append(UInt16(lead))
      } else if index < bytes.endIndex, let unit = unit(lead: Int(lead), trail: Int(bytes[index])) {
        units.append(unit)
        index += 1
      } else {
        units.append(0xFFFD)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func unit(lead: Int, trail: Int) -> UInt16? {
    guard lead >= firstLead, lead < 0xFF, trail >= firstTrail, trail < 0xFF, trail != skippedTrail else { return nil }
    let column = trail - firstTrail - (trail > skippedTrail ? 1 : 0)
    return pairs[(lead - firstLead) * pairsPerLead + column]
  }

  private static let firstLead = 0x81
  private static let firstTrail = 0x40
  private static let skippedTrail = 0x7F
  private static let pairsPerLead = 190

  private static let pairs: [UInt16] = Array(gbkPairs.utf16.filter { $0 != 0x0A })

  private static let pairIndex: [UInt16: Int] = Dictionary(
    pairs.enumerated().lazy.filter { $0.element != 0xFFFD }.map { ($0.element, $0.offset) },
    uniquingKeysWith: { first, _ in first })
}
