import EscortDomain

/// The byte forms of an entry: its keys as stored, and the input of its leaf hash.
///
/// Numbers are big-endian; every text and list of bytes is preceded by its length in four bytes, so that no two entries
/// share an encoding. Leaf input: position (8), received in microseconds (8), kind, origin, keys, bytes.
enum EntryEncoding {
  static func leafInput(position: Int64, received: Instant, draft: EntryDraft) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(draft.bytes.count + 96)
    append(UInt64(bitPattern: position), to: &bytes)
    append(UInt64(bitPattern: received.microsecondsSince1970), to: &bytes)
    append(Array(draft.kind.rawValue.utf8), to: &bytes)
    append(Array(draft.origin.utf8), to: &bytes)
    append(keys(draft.keys), to: &bytes)
    append(draft.bytes, to: &bytes)
    return bytes
  }

  static func keys(_ keys: [EntryKey]) -> [UInt8] {
    var bytes: [UInt8] = []
    for key in keys {
      append(Array(key.subject.utf8), to: &bytes)
      append(UInt64(bitPattern: key.at.microsecondsSince1970), to: &bytes)
    }
    return bytes
  }

  /// The keys of their stored form; `nil` when it is not one.
  static func keys(stored bytes: [UInt8]) -> [EntryKey]? {
    var keys: [EntryKey] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let length = number(&rest, bytes: 4), length <= UInt64(rest.count) else { return nil }
      let subject = String(decoding: rest.prefix(Int(length)), as: UTF8.self)
      rest = rest.dropFirst(Int(length))
      guard let at = number(&rest, bytes: 8) else { return nil }
      keys.append(EntryKey(subject: subject, at: Instant(microsecondsSince1970: Int64(bitPattern: at))))
    }
    return keys
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>, bytes count: Int) -> UInt64? {
    guard bytes.count >= count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
  }

  private static func append(_ content: [UInt8], to bytes: inout [UInt8]) {
    let length = UInt32(clamping: content.count)
    for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: length >> UInt32(shift))) }
    bytes += content
  }
}
