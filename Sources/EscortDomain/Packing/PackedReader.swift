/// Reads the parts of a block that ``PackedWriter`` wrote, in the order they were written.
///
/// Of a damaged block it gives anything, and never more than the block could hold; ``isDamaged`` says so when all has been read.
public struct PackedReader {
  private let bytes: [UInt8]
  private var position = 0
  private var strings: [String] = []
  /// Whether something was asked for that the block does not hold.
  public private(set) var isDamaged = false

  /// A reader at the beginning of a block.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    readStrings()
  }

  mutating func number() -> Int { Int(PackedNumbers.unzigzag(varint())) }

  mutating func optionalNumber() -> Int? { number() == 1 ? number() : nil }

  /// Reads how many of something follow, each at least a byte.
  public mutating func count() -> Int {
    let count = number()
    guard count >= 0, count <= bytes.count - position else { return fail(0) }
    return count
  }

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
    return Double(bitPattern: fixed())
  }

  mutating func string() -> String? {
    let number = number()
    guard number != 0 else { return nil }
    return strings.indices.contains(number - 1) ? strings[number - 1] : fail(nil)
  }

  mutating func byte() -> UInt8 {
    guard position < bytes.count else { return fail(0) }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func fixed() -> UInt64 {
    stride(from: UInt64(0), to: 64, by: 8).reduce(0) { $0 | UInt64(byte()) << $1 }
  }

  /// Reads bytes as they are.
  public mutating func raw() -> [UInt8] {
    let count = count()
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  /// Notes that what was read cannot be, and gives what stands for it.
  public mutating func fail<Value>(_ value: Value) -> Value {
    isDamaged = true
    return value
  }

  private mutating func readStrings() {
    position = max(0, bytes.count - 8)
    let start = fixed()
    guard let start = Int(exactly: start), start <= bytes.count else { return fail(()) }
    position = start
    for _ in 0..<count() {
      let bytes = raw()
      strings.append(String(decoding: bytes, as: UTF8.self))
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
}
