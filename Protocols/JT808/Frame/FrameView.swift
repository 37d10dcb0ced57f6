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
  @inline(__always)
  @_lifetime(copy content, copy plain)
  private init(content: Span<UInt8>, plain: Span<UInt8>) throws(FrameError) {
    guard plain.count >= Self.shortestBytes else { throw .length }
    guard plain.parity == 0 else { throw .checksum }
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
    guard let first = content.first(of: escape) else { return body(try FrameView(content: content, plain: content)) }
    try unescape(content, from: first, to: &scratch)
    return body(try FrameView(content: content, plain: scratch.span))
  }

  private static func unescape(_ content: Span<UInt8>, from first: Int, to plain: inout [UInt8]) throws(FrameError) {
    plain.removeAll(keepingCapacity: true)
    plain.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      let byte = content[index]
      index += 1
      guard byte == escape else {
        plain.append(byte)
        continue
      }
      guard index < content.count, content[index] == 0x01 || content[index] == 0x02 else { throw .escape }
      plain.append(content[index] == 0x01 ? escape : Frame.delimiter)
      index += 1
    }
  }

  static let escape: UInt8 = 0x7D
  /// A header of 2013 and the checksum.
  private static let shortestBytes = 13
}
