/// Puts split messages together again, in whatever order their parts come, within bounds (JT/T 808-2013 §7.12).
public struct Reassembler: Sendable {
  /// How many parts a message may have: 1,024 of the longest bodies are a megabyte, more than any message of the standard.
  public static let mostParts = 1024
  /// How many messages may be under way; past it the oldest is given up.
  public static let mostMessages = 8
  /// How many bytes of parts may be kept; past it the oldest message is given up.
  public static let mostBytes = 2 << 20

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

  /// Which split message a part belongs to.
  public struct Key: Hashable, Sendable {
    /// The message's number.
    public let messageID: UInt16
    /// The serial number of its first part.
    public let firstSerial: UInt16
    /// Whose message it is.
    public let terminal: TerminalNumber

    /// The message of a part's header.
    public init(_ header: Header) {
      messageID = header.messageID
      firstSerial = header.firstSerial
      terminal = header.terminal
    }
  }

  private struct Assembly: Sendable {
    let key: Key
    let total: UInt16
    var parts: [UInt16: Frame] = [:]
    var bytes = 0
  }

  /// A message some parts of which have not come.
  public struct Incomplete: Hashable, Sendable {
    /// Which message.
    public let key: Key
    /// The numbers of the missing parts in order.
    public let missing: [UInt16]
    /// The body of its first part, when that has come.
    public let beginning: [UInt8]?
  }

  private var assemblies: [Assembly] = []
  /// How many messages were given up for newer ones so far.
  public private(set) var displaced = 0

  /// Nothing under way.
  public init() {}

  /// The messages under way, the one that waits longest first.
  public var underWay: [Key] { assemblies.map(\.key) }

  /// What is missing of a message; `nil` when it is not under way.
  public func incomplete(_ key: Key) -> Incomplete? {
    guard let assembly = assemblies.first(where: { $0.key == key }) else { return nil }
    return Incomplete(
      key: key, missing: (1...assembly.total).filter { assembly.parts[$0] == nil }, beginning: assembly.parts[1].map { Array($0.body) })
  }

  /// Gives a message up.
  public mutating func giveUp(_ key: Key) { assemblies.removeAll { $0.key == key } }

  /// Takes a part.
  public mutating func take(_ frame: Frame) -> Outcome {
    guard let part = frame.header.part, part.number >= 1, part.number <= part.total, part.total <= Self.mostParts
    else { return .refused }
    let key = Key(frame.header)
    var assembly: Assembly
    if let index = assemblies.firstIndex(where: { $0.key == key && $0.total == part.total }) {
      assembly = assemblies.remove(at: index)
    } else {
      assembly = Assembly(key: key, total: part.total)
    }
    let former = assembly.parts.updateValue(frame, forKey: part.number)
    assembly.bytes += frame.raw.count - (former?.raw.count ?? 0)
    guard assembly.parts.count == Int(part.total) else {
      assemblies.append(assembly)
      while assemblies.count > Self.mostMessages || assemblies.reduce(0, { $0 + $1.bytes }) > Self.mostBytes {
        assemblies.removeFirst()
        displaced += 1
      }
      return former == nil ? .incomplete : .duplicate
    }
    var header = frame.header
    header.serial = key.firstSerial
    header.part = nil
    var whole = frame
    whole.header = header
    let parts = (1...part.total).compactMap { assembly.parts[$0] }
    whole.body = parts.flatMap(\.body)[...]
    whole.raw = parts.flatMap(\.raw)
    return .whole(whole)
  }
}
