/// Writes the parts of a block of bytes, to be read by ``PackedReader`` alone.
///
/// Whole numbers are zigzag varints; decimals that are a whole number of ten-millionths, as coordinates and speeds of terminals are, are
/// steps of such; all others are their eight bytes. The block ends with the strings its parts name by number, each once.
public struct PackedWriter {
  private var bytes: [UInt8] = []
  private var strings: [String] = []
  /// By their bytes: two spellings of one text are two strings.
  private var numbers: [[UInt8]: Int] = [:]

  /// A writer of an empty block.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// The block: what was written, the strings that were named, and where they begin.
  public consuming func block() -> [UInt8] {
    let start = bytes.count
    write(strings.count)
    for string in strings {
      write(string.utf8.count)
      bytes.append(contentsOf: string.utf8)
    }
    write(fixed: UInt64(start))
    return bytes
  }

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
    write(fixed: value.bitPattern)
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

  mutating func write(fixed value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Writes bytes as they are.
  public mutating func write(raw other: [UInt8]) {
    write(other.count)
    bytes.append(contentsOf: other)
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

/// The numbers that the next ones of a block are told from.
struct PackedNumbers {
  var at: Int64 = 0
  var delay: Int64 = 0
  var latitude: Int64 = 0
  var longitude: Int64 = 0
  var speed: Int64 = 0
  var course: Int64 = 0
  var altitude: Int64 = 0

  /// Decimals are counted in ten-millionths, a centimetre of latitude.
  static let scale = 1e7
  /// What is scaled to more is not counted so: its step, doubled twice, would not fit.
  static let greatest = 1e17

  static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  static func unzigzag(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
}
