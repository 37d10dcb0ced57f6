/// A frame as it lies in the bytes received: checked, nothing copied, and gone with those bytes.
///
/// What reads many frames reads them so; ``Frame`` is one that stays.
public struct FrameView: ~Escapable {
  /// The header.
  public let header: Header
  /// The body as sent in this frame, without escapes: of a split message, one part.
  public let body: Span<UInt8>
  /// The bytes between the delimiters as received.
  public let content: Span<UInt8>

  /// Checks and reads what stands between two delimiters.
  ///
  /// - Parameters:
  ///   - content: the bytes as received.
  ///   - plain: the same without escapes.
  ///   - parity: all bytes of the latter combined by exclusive or.
  @inline(__always)
  @_lifetime(copy content, copy plain)
  private init(content: Span<UInt8>, plain: Span<UInt8>, parity: UInt8) throws(FrameError) {
    guard plain.count >= Self.shortestBytes else { throw .length }
    guard parity == 0 else { throw .checksum }
    let unsummed = plain.extracting(droppingLast: 1)
    guard let (header, bodyStart, bodyBytes) = Header.read(unsummed), bodyStart + bodyBytes == unsummed.count else { throw .length }
    self.header = header
    body = unsummed.extracting(droppingFirst: bodyStart)
    self.content = content
  }

  /// Reads what stands between two delimiters and hands it on.
  ///
  /// - Parameter scratch: holds the bytes without their escapes where there are any.
  /// - Throws: when an escape, the checksum or a length is wrong.
  @inline(__always)
  static func read<Result>(
    _ content: Span<UInt8>, scratch: inout [UInt8], _ body: (borrowing FrameView) -> Result
  ) throws(FrameError) -> Result {
    let (parity, isEscaped) = content.parity(lookingFor: escape)
    guard isEscaped else { return body(try FrameView(content: content, plain: content, parity: parity)) }
    let unescaped = try unescape(content, to: &scratch)
    return body(try FrameView(content: content, plain: scratch.span, parity: unescaped))
  }

  /// Takes the escapes out, and combines what is left by exclusive or.
  private static func unescape(_ content: Span<UInt8>, to plain: inout [UInt8]) throws(FrameError) -> UInt8 {
    plain.removeAll(keepingCapacity: true)
    plain.reserveCapacity(content.count)
    var parity: UInt8 = 0
    var index = 0
    while index < content.count {
      var byte = content[index]
      index += 1
      if byte == escape {
        guard index < content.count, content[index] == 0x01 || content[index] == 0x02 else { throw .escape }
        byte = content[index] == 0x01 ? escape : Frame.delimiter
        index += 1
      }
      parity ^= byte
      plain.append(byte)
    }
    return parity
  }

  static let escape: UInt8 = 0x7D
  /// A header of 2013 and the checksum.
  private static let shortestBytes = 13
}
