/// Why a phone's request cannot be read. Its text is safe to log and to answer with: it never repeats what the phone sent.
public enum PhoneReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A field without which there is no report is not there.
  case missing(field: String, mustBe: String)
  /// A field is there and not what it must be.
  case wrong(field: String, mustBe: String)
  /// The body is not JSON, from this byte on.
  case notJSON(offset: Int)
  /// The parameters are not percent-encoded text, from this byte on.
  case notPercentEncoded(offset: Int)
  /// The request is longer than this many bytes.
  case tooLong(mostBytes: Int)
  /// The request holds more than this many parameters.
  case tooManyParameters(most: Int)
  /// The request holds more than this many messages.
  case tooManyMessages(most: Int)
  /// OwnTracks encrypted the payload with a secret that only the phone knows.
  case encrypted

  /// What is wrong and what to do, for people.
  public var description: String {
    switch self {
    case .missing(let field, let mustBe): "\"\(field)\" is missing; it must be \(mustBe)"
    case .wrong(let field, let mustBe): "\"\(field)\" must be \(mustBe)"
    case .notJSON(let offset): "the body is not JSON from byte \(offset) on"
    case .notPercentEncoded(let offset): "the parameters are not percent-encoded UTF-8 from byte \(offset) on"
    case .tooLong(let mostBytes): "the request is longer than \(mostBytes) bytes; send fewer reports at a time"
    case .tooManyParameters(let most): "the request holds more than \(most) parameters"
    case .tooManyMessages(let most): "the request holds more than \(most) messages; send fewer at a time"
    case .encrypted:
      "encrypted payloads are not supported; turn the secret (encryption key) off in the app's settings, TLS protects the way"
    }
  }
}
