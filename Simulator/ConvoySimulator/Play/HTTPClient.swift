import CCurl
import EscortDomain
import NIOPosix
import Synchronization

/// Posts and gets over libcurl on a bounded number of connections that are kept open: the HTTP side of phones, units and dispatchers.
///
/// Further requests wait until a connection is free, in the order they came. One whose task is cancelled is not begun, and ends within a
/// second or so when it was.
final class HTTPClient: Sendable {
  /// An answer.
  struct Answer: Sendable {
    let status: Int
    let body: [UInt8]

    /// Whether the service may take the same later.
    var isBusy: Bool { status == 429 || status >= 500 }
  }

  /// A request that got no answer: no connection, or it broke.
  struct NoAnswer: Error, CustomStringConvertible {
    let reason: String
    var description: String { "no answer: \(reason)" }
  }

  private let base: String
  private let threads: NIOThreadPool
  /// The connections nobody uses now. There are as many as threads at most, so a thread finds one or may make one.
  private let idle = Mutex<[Handle]>([])

  /// A client of a service.
  ///
  /// - Parameters:
  ///   - base: the service's address, such as `http://127.0.0.1:8080`.
  ///   - connections: how many requests are under way at once.
  init(base: String, connections: Int) {
    self.base = base
    threads = NIOThreadPool(numberOfThreads: connections)
    threads.start()
  }

  /// Ends its threads; requests from now on fail.
  func close() { threads.shutdownGracefully { _ in } }

  /// - Parameter longest: how long an answer is waited for.
  func post(_ path: String, token: String, body: String, within longest: TimeSpan = longestWait) async throws -> Answer {
    try await request(path, token, body: Array(body.utf8), longest)
  }

  func get(_ path: String, token: String) async throws -> Answer { try await request(path, token, body: nil, Self.longestWait) }

  /// A phone gives a request up after so long and sends it again.
  static let longestWait = TimeSpan.seconds(15)

  /// - Parameter token: what goes into `Authorization: Bearer …`.
  private func request(_ path: String, _ token: String, body: [UInt8]?, _ longest: TimeSpan) async throws -> Answer {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await threads.runIfActive { [self] in
        guard !cancellation.hasCome else { throw CancellationError() }
        let handle = idle.withLock { $0.popLast() } ?? Handle()
        defer { idle.withLock { $0.append(handle) } }
        return try handle.perform(url: base + path, token: token, body: body, within: longest, unless: cancellation)
      }
    } onCancel: {
      cancellation.come()
    }
  }

  /// Whether nobody waits for an answer any more.
  private final class Cancellation: Sendable {
    private let flag = Atomic(false)
    var hasCome: Bool { flag.load(ordering: .relaxed) }
    func come() { flag.store(true, ordering: .relaxed) }
  }

  /// libcurl's handle.
  private final class Handle: @unchecked Sendable {
    // Proof of `@unchecked`: its only stored value is the handle, and whoever uses one has taken it out of those that are idle.
    private let curl: UnsafeMutableRawPointer?

    init() { curl = curl_easy_init() }

    deinit { if let curl { curl_easy_cleanup(curl) } }

    func perform(
      url: String, token: String, body: [UInt8]?, within longest: TimeSpan, unless cancellation: Cancellation
    ) throws -> Answer {
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
      let watcher: ccurl_watcher = { context, _, _, _, _ in
        guard let context else { return 0 }
        return Unmanaged<Cancellation>.fromOpaque(context).takeUnretainedValue().hasCome ? 1 : 0
      }
      var code = ccurl_set_text(curl, CURLOPT_URL, url)
      func set(_ next: CURLcode) { if code == CURLE_OK { code = next } }
      set(ccurl_set_headers(curl, headers))
      set(ccurl_set_long(curl, CURLOPT_TIMEOUT_MS, Int(longest.microseconds / 1000)))
      set(ccurl_set_long(curl, CURLOPT_NOSIGNAL, 1))
      set(ccurl_set_text(curl, CURLOPT_NOPROXY, "*"))
      set(ccurl_set_writer(curl, writer, Unmanaged.passUnretained(sink).toOpaque()))
      set(ccurl_set_watcher(curl, watcher, Unmanaged.passUnretained(cancellation).toOpaque()))
      if let body { body.withUnsafeBytes { bytes in set(ccurl_set_bytes(curl, bytes.baseAddress, Int64(bytes.count))) } }
      set(withExtendedLifetime((sink, cancellation)) { curl_easy_perform(curl) })
      guard code == CURLE_OK else { throw NoAnswer(reason: String(cString: curl_easy_strerror(code))) }
      var status = 0
      _ = ccurl_status(curl, &status)
      return Answer(status: status, body: sink.bytes)
    }
  }

  private final class Sink {
    var bytes: [UInt8] = []
  }
}
