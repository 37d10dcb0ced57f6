public import EscortDomain
public import HTTPTypes
public import Hummingbird
import NIOCore

/// Answers in JSON.
public enum JSONResponse {
  /// The answer of a value.
  public static func make(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: value.text)))
  }
}
