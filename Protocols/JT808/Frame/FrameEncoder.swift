/// Numbers and builds the frames one side sends, splitting what does not fit (JT/T 808-2019 §4.4).
public struct FrameEncoder: Sendable {
  /// Which header to write.
  public let version: Version
  /// The terminal's number to write, as it stood in the frames received.
  public let terminal: TerminalNumber
  /// The serial number the next frame gets.
  public private(set) var nextSerial: UInt16

  /// An encoder for one terminal.
  public init(version: Version, terminal: TerminalNumber, firstSerial: UInt16 = 0) {
    self.version = version
    self.terminal = terminal
    nextSerial = firstSerial
  }

  /// The frames of a message: one, or as many parts with consecutive serial numbers as its body needs.
  public mutating func frames(messageID: UInt16, body: [UInt8]) -> [Frame] {
    guard body.count > Header.longestBodyBytes else {
      return [frame(messageID, body, part: nil)]
    }
    let size = Header.longestBodyBytes
    let total = UInt16(clamping: (body.count + size - 1) / size)
    return (0..<total).map { index in
      let start = Int(index) * size
      let piece = Array(body[start..<min(start + size, body.count)])
      return frame(messageID, piece, part: Header.Part(total: total, number: index + 1))
    }
  }

  private mutating func frame(_ messageID: UInt16, _ body: [UInt8], part: Header.Part?) -> Frame {
    defer { nextSerial &+= 1 }
    return Frame(
      header: Header(messageID: messageID, version: version, terminal: terminal, serial: nextSerial, part: part),
      body: body)
  }
}
