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

  /// All bytes combined by exclusive or: 0 for a frame's content with its checksum (JT/T 808-2019 §4.4.4).
  @inline(__always)
  var parity: UInt8 {
    withUnsafeBytes { bytes in
      var wide: UInt64 = 0
      var index = 0
      while index + 8 <= bytes.count {
        wide ^= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
      }
      wide ^= wide >> 32
      wide ^= wide >> 16
      @inline(__always)
      var parity = UInt8(truncatingIfNeeded: wide ^ wide >> 8)
      while index < bytes.count {
        parity ^= bytes[index]
        index += 1
      }
      return parity
    }
  }

  /// The WORD at an offset; the bytes must be there.
  func word(at offset: Int) -> UInt16 { UInt16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)) }

  /// The DWORD at an offset; the bytes must be there.
  func doubleWord(at offset: Int) -> UInt32 { UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)) }

  /// A copy.
  var array: [UInt8] { withUnsafeBufferPointer { Array($0) } }
}
