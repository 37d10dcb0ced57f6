import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
  /// The whole body; refused before it is read when its announced length is over the limit, and as soon as it is over otherwise.
  func wholeBody(upTo limit: Int) async throws -> [UInt8] {
    let refusal = Refusal(.contentTooLarge, "too-large", "The body may have at most \(limit) bytes.")
    if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limit { throw refusal }
    var bytes: [UInt8] = []
    for try await buffer in body {
      guard bytes.count + buffer.readableBytes <= limit else { throw refusal }
      bytes += buffer.readableBytesView
    }
    return bytes
  }
}
