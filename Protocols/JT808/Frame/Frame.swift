/// A frame whose escapes, checksum and length are right: a header and a body (JT/T 808-2019 §4.4).
public struct Frame: Hashable, Sendable {
  /// The header.
  public var header: Header
  /// The body as sent in this frame: of a split message, one part.
  public var body: ArraySlice<UInt8>
  /// The bytes as received, delimiters included; they are what a journal keeps.
  public var raw: [UInt8]

  /// The delimiter on both ends.
  public static let delimiter: UInt8 = 0x7E
  /// The longest frame there can be: every byte between the delimiters escaped.
  public static let longestBytes = 2 + 2 * (21 + Header.longestBodyBytes + 1)

  /// Reads the escaped bytes between two delimiters.
  public init(escaped content: some Collection<UInt8>) throws(FrameError) {
    var scratch: [UInt8] = []
    self = try FrameView.read(Array(content).span, scratch: &scratch) { Frame($0) }
  }

  /// A frame that stays.
  public init(_ view: borrowing FrameView) {
    header = view.header
    body = view.body.array[...]
    let content = view.content
    let count = content.count + 2
    raw = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      bytes[0] = Self.delimiter
      content.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[1...]).copyMemory(from: $0)
      }
      bytes[count - 1] = Self.delimiter
      initialized = count
    }
  }

  /// A frame to send.
  public init(header: Header, body: some Collection<UInt8>) {
    var writer = ByteWriter(capacity: body.count + 24)
    header.write(bodyLength: body.count, to: &writer)
    writer.append(body)
    writer.byte(writer.bytes.reduce(0, ^))
    var raw = [Self.delimiter]
    raw.reserveCapacity(writer.bytes.count + 8)
    for byte in writer.bytes {
      switch byte {
      case FrameView.escape:
        raw.append(FrameView.escape)
        raw.append(0x01)
      case Self.delimiter:
        raw.append(FrameView.escape)
        raw.append(0x02)
      default: raw.append(byte)
      }
    }
    raw.append(Self.delimiter)
    self.header = header
    self.body = writer.bytes.dropLast().suffix(body.count)
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
