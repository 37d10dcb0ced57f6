/// 0x8001 and 0x0001: the general answers of platform and terminal (JT/T 808-2019 §8.1, §8.2).
public struct GeneralReply: Hashable, Sendable {
  /// What became of the message answered.
  public enum Result: UInt8, Hashable, Sendable {
    /// Done; from the platform: stored.
    case success = 0
    /// Failed.
    case failure = 1
    /// The message was wrong.
    case malformed = 2
    /// The message is not supported.
    case unsupported = 3
    /// The alarm was taken note of; platform only.
    case alarmAcknowledged = 4
  }

  /// The serial number of the message answered.
  public var replySerial: UInt16
  /// The number of the message answered.
  public var replyID: UInt16
  /// The result as sent.
  public var resultCode: UInt8
  /// What stood behind the standard's fields.
  public var trailing: [UInt8] = []

  /// The result, when the standard knows it.
  public var result: Result? { Result(rawValue: resultCode) }

  /// An answer.
  public init(replySerial: UInt16, replyID: UInt16, result: Result) {
    self.replySerial = replySerial
    self.replyID = replyID
    resultCode = result.rawValue
  }

  init(_ body: ArraySlice<UInt8>) throws(DecodingError) {
    var reader = ByteReader(body)
    replySerial = try reader.word()
    replyID = try reader.word()
    resultCode = try reader.byte()
    trailing = Array(reader.rest())
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.word(replySerial)
    writer.word(replyID)
    writer.byte(resultCode)
    writer.append(trailing)
    return writer.bytes
  }
}
