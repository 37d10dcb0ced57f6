/// Reads the parts of a block of packed events.
struct PackedReader {
  private let bytes: [UInt8]
  private var position = 0
  private var strings: [String] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    readStrings()
  }

  mutating func number() -> Int { Int(PackedNumbers.unzigzag(varint())) }

  mutating func optionalNumber() -> Int? { number() == 1 ? number() : nil }

  mutating func step(from last: inout Int64) -> Int64 {
    last &+= PackedNumbers.unzigzag(varint())
    return last
  }

  mutating func decimal(from last: inout Int64) -> Double {
    let value = varint()
    guard value & 1 == 1 else {
      last &+= PackedNumbers.unzigzag(value >> 1)
      return Double(last) / PackedNumbers.scale
    }
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(byte()) << shift }
    return Double(bitPattern: bits)
  }

  mutating func string() -> String? {
    let number = number()
    return number == 0 ? nil : strings[number - 1]
  }

  private mutating func readStrings() {
    let end = bytes.count - 4
    guard end >= 0 else { Self.fail() }
    position = (0..<4).reduce(0) { $0 | Int(bytes[end + $1]) << ($1 * 8) }
    let count = number()
    for _ in 0..<count {
      let length = number()
      strings.append(String(decoding: bytes[position..<(position + length)], as: UTF8.self))
      position += length
    }
    position = 0
  }

  private mutating func varint() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = self.byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func byte() -> UInt8 {
    guard position < bytes.count else { Self.fail() }
    defer { position += 1 }
    return bytes[position]
  }

  /// Ends the process: a block is the engine's own.
  static func fail() -> Never {
    preconditionFailure("a block of archived evidence is damaged; begin again from the journal or the feed")
  }
}
