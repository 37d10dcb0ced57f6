import JT808

/// The split messages last sent to a terminal, kept so that it can ask for parts again (JT/T 808-2019, 0x0005).
struct SentMessages {
  private var messages: [[Frame]] = []

  private static let most = 4

  /// Keeps a message, if it was split.
  mutating func keep(_ frames: [Frame]) {
    guard frames.count > 1 else { return }
    messages.append(frames)
    if messages.count > Self.most { messages.removeFirst() }
  }

  /// The parts of a message as they were sent, serial numbers included; all of them when none is named. `nil` when the message is
  /// not kept.
  func frames(firstSerial: UInt16, parts: [UInt16]) -> [Frame]? {
    guard let message = messages.last(where: { $0.first?.header.serial == firstSerial }) else { return nil }
    let wanted = Set(parts)
    let frames = message.filter { wanted.isEmpty || wanted.contains($0.header.part?.number ?? 0) }
    return frames.isEmpty ? nil : frames
  }
}
