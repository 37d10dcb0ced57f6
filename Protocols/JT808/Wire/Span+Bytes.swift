#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Span<UInt8> {
  /// Where a byte stands first.
  func first(of byte: UInt8) -> Int? {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  /// All bytes combined by exclusive or, 0 for a frame's content with its checksum, and whether a byte stands among them, in one pass
  /// (JT/T 808-2019 §4.4.4).
  @inline(__always)
  func parity(lookingFor byte: UInt8) -> (parity: UInt8, isThere: Bool) {
    withUnsafeBytes { bytes in
      let pattern = Self.lowBits &* UInt64(byte)
      var wide: UInt64 = 0
      var zeros: UInt64 = 0
      var index = 0
      while index + 8 <= bytes.count {
        let eight = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        wide ^= eight
        let difference = eight ^ pattern
        zeros |= (difference &- Self.lowBits) & ~difference
        index += 8
      }
      wide ^= wide >> 32
      wide ^= wide >> 16
      var parity = UInt8(truncatingIfNeeded: wide ^ wide >> 8)
      var isThere = zeros & (Self.lowBits << 7) != 0
      while index < bytes.count {
        parity ^= bytes[index]
        isThere = isThere || bytes[index] == byte
        index += 1
      }
      return (parity, isThere)
    }
  }

  /// The lowest bit of each of eight bytes.
  private static var lowBits: UInt64 { 0x0101_0101_0101_0101 }

  /// The WORD at an offset; the bytes must be there.
  func word(at offset: Int) -> UInt16 { UInt16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)) }

  /// The DWORD at an offset; the bytes must be there.
  func doubleWord(at offset: Int) -> UInt32 { UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)) }

  /// A copy.
  var array: [UInt8] { isEmpty ? [] : withUnsafeBufferPointer { Array($0) } }
}
