/// Writes the parts of a block of packed events.
struct PackedWriter {
  private(set) var bytes: [UInt8] = []
  private var strings: [String] = []
  /// By their bytes: two spellings of one text are two strings.
  private var numbers: [[UInt8]: Int] = [:]

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func write(byte: UInt8) { bytes.append(byte) }

  mutating func write(_ number: Int) { write(varint: PackedNumbers.zigzag(Int64(number))) }

  mutating func write(optional number: Int?) {
    write(number == nil ? 0 : 1)
    if let number { write(number) }
  }

  /// The step from a number, less a base, to the next.
  mutating func write(step value: Int64, from last: inout Int64, after base: Int64 = 0) {
    let value = value &- base
    write(varint: PackedNumbers.zigzag(value &- last))
    last = value
  }

  /// A step of ten-millionths, twice itself; or one, then the eight bytes.
  mutating func write(decimal value: Double, from last: inout Int64) {
    let scaled = value * PackedNumbers.scale
    if abs(scaled) < PackedNumbers.greatest {
      let whole = Int64(scaled.rounded())
      if (Double(whole) / PackedNumbers.scale).bitPattern == value.bitPattern {
        write(varint: PackedNumbers.zigzag(whole &- last) << 1)
        last = whole
        return
      }
    }
    write(varint: 1)
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
  }

  /// Its number, none being nought.
  mutating func write(string: String?) {
    guard let string else { return write(0) }
    let bytes = Array(string.utf8)
    if let number = numbers[bytes] { return write(number) }
    strings.append(string)
    numbers[bytes] = strings.count
    write(strings.count)
  }

  /// The strings that were named, and where they begin: the end of a block.
  mutating func writeStrings() {
    let start = bytes.count
    write(strings.count)
    for string in strings {
      write(string.utf8.count)
      bytes.append(contentsOf: string.utf8)
    }
    let offset = UInt32(start)
    for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: offset >> UInt32(shift))) }
  }

  private mutating func write(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
