/// How wide a count or a length is.
public enum CountWidth: Hashable, Sendable {
  /// A BYTE.
  case byte
  /// A WORD.
  case word
  /// A DWORD.
  case doubleWord
  /// A BYTE in 2011 and 2013, a WORD in 2019.
  case byteThenWord
  /// No count: elements follow to the end of the body.
  case toEnd

  /// The greatest count.
  func most(version: Version) -> Int {
    switch self {
    case .byte: Int(UInt8.max)
    case .word: Int(UInt16.max)
    case .doubleWord: Int(UInt32.max)
    case .byteThenWord: version == .v2019 ? Int(UInt16.max) : Int(UInt8.max)
    case .toEnd: Int.max
    }
  }
}

extension ByteReader {
  /// A number of the width of its type.
  mutating func number<Number: UnsignedInteger & FixedWidthInteger>() throws(DecodingError) -> Number {
    var number: Number = 0
    for byte in try take(Number.bitWidth / 8) { number = number << 8 | Number(byte) }
    return number
  }

  /// A count.
  mutating func count(_ width: CountWidth, version: Version) throws(DecodingError) -> Int {
    switch width {
    case .byte: Int(try byte())
    case .word: Int(try word())
    case .doubleWord: Int(try doubleWord())
    case .byteThenWord: version == .v2019 ? Int(try word()) : Int(try byte())
    case .toEnd: remaining
    }
  }

  /// A count and as many numbers.
  mutating func numbers<Number: UnsignedInteger & FixedWidthInteger>(
    _ width: CountWidth, version: Version
  ) throws(DecodingError) -> [Number] {
    let count = try count(width, version: version)
    guard count <= remaining / (Number.bitWidth / 8) else {
      throw DecodingError(offset: offset, reason: "\(count) numbers of \(Number.bitWidth / 8) bytes do not fit into \(remaining) bytes")
    }
    var numbers: [Number] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(try number()) }
    return numbers
  }
}

extension ByteWriter {
  /// A number of the width of its type.
  mutating func number<Number: UnsignedInteger & FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) { byte(UInt8(truncatingIfNeeded: number >> Number(shift))) }
  }

  /// A count and as many numbers, at most as many as the count can say.
  mutating func numbers(_ numbers: [some UnsignedInteger & FixedWidthInteger], _ width: CountWidth, version: Version) {
    let numbers = numbers.prefix(width.most(version: version))
    count(numbers.count, width, version: version)
    for number in numbers { self.number(number) }
  }

  /// A count.
  mutating func count(_ count: Int, _ width: CountWidth, version: Version) {
    switch width {
    case .byte: byte(UInt8(clamping: count))
    case .word: word(UInt16(clamping: count))
    case .doubleWord: doubleWord(UInt32(clamping: count))
    case .byteThenWord: if version == .v2019 { word(UInt16(clamping: count)) } else { byte(UInt8(clamping: count)) }
    case .toEnd: break
    }
  }
}
