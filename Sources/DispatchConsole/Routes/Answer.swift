import EscortDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// The answers of the console's routes.
enum Answer {
  /// JSON.
  static func json(_ value: JSONValue, _ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
    text(value.text, "application/json; charset=utf-8", status, headers: headers)
  }

  /// An error: what was wrong and what to do.
  static func refusal(_ id: String, _ message: String, _ status: HTTPResponse.Status) -> Response {
    json(["error": .string(id), "message": .string(message)], status)
  }

  /// Nobody is signed in.
  static var signInFirst: Response { refusal("not-signed-in", "Sign in first.", .unauthorized) }

  /// Text of a media type, never cached.
  static func text(
    _ text: String, _ type: String, _ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var fields = headers
    fields[.contentType] = type
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Another page to go to.
  static func redirect(to path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
  }

  /// The object a request's body holds; `nil` when it is none or longer than a form needs.
  static func object(in request: Request) async throws -> JSONObject? {
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      guard bytes.count + buffer.readableBytes <= longestBodyBytes else { return nil }
      bytes += buffer.readableBytesView
    }
    return try? JSONValue(parsing: bytes).object
  }

  private static let longestBodyBytes = 4096
}
