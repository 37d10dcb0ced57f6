import CCurl
import NIOPosix

/// Posts and gets over libcurl, one connection kept open, one request at a time: a phone's or a unit's HTTP side.
final class HTTPClient: Sendable {
  /// An answer.
  struct Answer: Sendable {
    let status: Int
    let body: [UInt8]
  }

  /// A request that got no answer: no connection, or it broke.
  struct NoAnswer: Error, CustomStringConvertible {
    let reason: String
    var description: String { "no answer: \(reason)" }
  }

  private let handle: Handle
  private let threads: NIOThreadPool
  private let base: String
  private let token: String

  /// A client of a service.
  ///
  /// - Parameters:
  ///   - base: the service's address, such as `http://127.0.0.1:8080`.
  ///   - token: what goes into `Authorization: Bearer …`.
  ///   - threads: where the requests wait for their answers.
  init(base: String, token: String, threads: NIOThreadPool) {
    self.base = base
    self.token = token
    self.threads = threads
    handle = Handle()
  }

  func post(_ path: String, body: String) async throws -> Answer { try await request(path, body: Array(body.utf8)) }

  func get(_ path: String) async throws -> Answer { try await request(path, body: nil) }

  private func request(_ path: String, body: [UInt8]?) async throws -> Answer {
    try await threads.runIfActive { [handle, base, token] in
      try handle.perform(url: base + path, token: token, body: body)
    }
  }

  /// libcurl's handle.
  private final class Handle: @unchecked Sendable {
    // Proof of `@unchecked`: its only stored value is the handle, and a client awaits each answer before it asks again.
    private let curl: UnsafeMutableRawPointer?

    init() { curl = curl_easy_init() }

    deinit { if let curl { curl_easy_cleanup(curl) } }

    func perform(url: String, token: String, body: [UInt8]?) throws -> Answer {
      guard let curl else { throw NoAnswer(reason: "libcurl could not be started") }
      curl_easy_reset(curl)
      var headers = curl_slist_append(nil, "Authorization: Bearer \(token)")
      headers = curl_slist_append(headers, "Content-Type: application/json")
      defer { curl_slist_free_all(headers) }
      let sink = Sink()
      let writer: ccurl_writer = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
      }
      var code = ccurl_set_text(curl, CURLOPT_URL, url)
      func set(_ next: CURLcode) { if code == CURLE_OK { code = next } }
      set(ccurl_set_headers(curl, headers))
      set(ccurl_set_long(curl, CURLOPT_TIMEOUT_MS, Self.longestMilliseconds))
      set(ccurl_set_long(curl, CURLOPT_NOSIGNAL, 1))
      set(ccurl_set_text(curl, CURLOPT_NOPROXY, "*"))
      set(ccurl_set_writer(curl, writer, Unmanaged.passUnretained(sink).toOpaque()))
      if let body { body.withUnsafeBytes { bytes in set(ccurl_set_bytes(curl, bytes.baseAddress, Int64(bytes.count))) } }
      set(withExtendedLifetime(sink) { curl_easy_perform(curl) })
      guard code == CURLE_OK else { throw NoAnswer(reason: String(cString: curl_easy_strerror(code))) }
      var status = 0
      _ = ccurl_status(curl, &status)
      return Answer(status: status, body: sink.bytes)
    }

    /// A phone gives a request up after so long and sends it again.
    private static let longestMilliseconds = 15_000
  }

  private final class Sink {
    var bytes: [UInt8] = []
  }
}
