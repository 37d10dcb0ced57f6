import EscortDomain
public import HTTPTypes
public import Hummingbird

/// Why a request was refused, as its sender reads it: a short id for programs and a sentence that says what to do.
public struct Refusal: HTTPResponseError, Hashable, Sendable {
  /// The status.
  public let status: HTTPResponse.Status
  /// The id.
  public let id: String
  /// What was wrong, where, and what to do.
  public let message: String

  /// A refusal.
  public init(_ status: HTTPResponse.Status, _ id: String, _ message: String) {
    self.status = status
    self.id = id
    self.message = message
  }

  /// The answer: `{"error":…,"message":…}`.
  public func response(from request: Request, context: some RequestContext) throws -> Response {
    var response = JSONResponse.make(.object(["error": .string(id), "message": .string(message)]), status: status)
    if status == .serviceUnavailable { response.headers[.retryAfter] = "1" }
    return response
  }
}
