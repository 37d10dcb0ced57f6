/// A frame whose escapes, checksum and length are right: a header and a body (JT/T 808-2019 §4.4).
public struct Frame: Hashable, Sendable {
  /// The header.
  public var header: Header
  /// The body as sent in this frame: of a split message, one part.
  public var body: [UInt8]
  /// The bytes as received, delimiters included; they are what a journal keeps.
  public var raw: [UInt8]

  /// The delimiter on both ends.
  public static let delimiter: UInt8 = 0x7E
  /// The longest frame there can be: every byte between the delimiters escaped.
  public static let longestBytes = 2 + 2 * (21 + Header.longestBodyBytes + 1)

  /// Reads the escaped bytes between two delimiters.
  public init(escaped content: some Collection<UInt8>) throws(FrameError) {
    var plain: [UInt8] = []
    plain.reserveCapacity(content.count)
    var escaping = false
    for byte in content {
      if escaping {
        guard byte == 0x01 || byte == 0x02 else { throw .escape }
        plain.append(byte == 0x01 ? 0x7D : 0x7E)
        escaping = false
      } else if byte == 0x7D {
        escaping = true
      } else {
        plain.append(byte)
      }
    }
    guard !escaping else { throw .escape }
    guard plain.count >= 13 else { throw .length }
    guard plain.reduce(0, ^) == 0 else { throw .checksum }
    var reader = ByteReader(plain[..<(plain.count - 1)])
    do {
      let (header, bodyLength) = try Header.read(&reader)
      guard bodyLength == reader.remaining else { throw FrameError.length }
      self.header = header
      body = Array(reader.rest())
    } catch {
      throw .length
    }
    raw = [Self.delimiter] + content + [Self.delimiter]
  }

  /// A frame to send.
  public init(header: Header, body: [UInt8]) {
    self.header = header
    self.body = body
    var writer = ByteWriter()
    header.write(bodyLength: body.count, to: &writer)
    writer.append(body)
    let checksum = writer.bytes.reduce(0, ^)
    var raw = [Self.delimiter]
    raw.reserveCapacity(writer.bytes.count + 8)
    for byte in writer.bytes + [checksum] {
      switch byte {
      case 0x7D: raw += [0x7D, 0x01]
      case 0x7E: raw += [0x7D, 0x02]
      default: raw.append(byte)
      }
    }
    raw.append(Self.delimiter)
    self.raw = raw
  }
}

/// Why a frame was dropped; the connection lives on.
public enum FrameError: String, Error, Hashable, Sendable, CaseIterable {
  /// 7D is followed by neither 01 nor 02.
  case escape
  /// The checksum does not match.
  case checksum
  /// The frame is too short for its header, or its body is not as long as the header says.
  case length
  /// No delimiter came within the longest possible frame.
  case overlong
  /// Bytes before the first delimiter.
  case garbage
}
