/// Puts split messages together again, in whatever order their parts come, within bounds (JT/T 808-2013 §7.12).
public struct Reassembler: Sendable {
  /// How many parts a message may have: 1,024 of the longest bodies are a megabyte, more than any message of the standard.
  public static let mostParts = 1024
  /// How many messages may be under way; past it the oldest is given up.
  public static let mostMessages = 8

  /// What a part came to.
  public enum Outcome: Hashable, Sendable {
    /// The message is whole; its header is the last part's without its place, its raw bytes are all parts'.
    case whole(Frame)
    /// More parts are missing.
    case incomplete
    /// The part was there already.
    case duplicate
    /// Its numbers make no sense, or there are too many parts.
    case refused
  }

  private struct Key: Hashable, Sendable {
    let messageID: UInt16
    let firstSerial: UInt16
    let terminal: TerminalNumber
  }

  private struct Assembly: Sendable {
    let key: Key
    let total: UInt16
    var parts: [UInt16: Frame] = [:]
  }

  private var assemblies: [Assembly] = []

  /// Nothing under way.
  public init() {}

  /// Takes a part.
  public mutating func take(_ frame: Frame) -> Outcome {
    guard let part = frame.header.part, part.number >= 1, part.number <= part.total, part.total <= Self.mostParts
    else { return .refused }
    let key = Key(
      messageID: frame.header.messageID, firstSerial: frame.header.firstSerial, terminal: frame.header.terminal)
    var assembly: Assembly
    if let index = assemblies.firstIndex(where: { $0.key == key && $0.total == part.total }) {
      assembly = assemblies.remove(at: index)
    } else {
      assembly = Assembly(key: key, total: part.total)
    }
    let isNew = assembly.parts.updateValue(frame, forKey: part.number) == nil
    guard assembly.parts.count == Int(part.total) else {
      if assemblies.count >= Self.mostMessages { assemblies.removeFirst() }
      assemblies.append(assembly)
      return isNew ? .incomplete : .duplicate
    }
    var header = frame.header
    header.serial = key.firstSerial
    header.part = nil
    var whole = frame
    whole.header = header
    let parts = (1...part.total).compactMap { assembly.parts[$0] }
    whole.body = parts.flatMap(\.body)
    whole.raw = parts.flatMap(\.raw)
    return .whole(whole)
  }
}
