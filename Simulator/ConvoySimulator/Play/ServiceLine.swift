/// A service with the ways to it that everything played to it shares: so many HTTP connections, so many terminals that sign in at once.
public final class ServiceLine: Sendable {
  let address: ServiceAddress
  let client: HTTPClient
  let signIns: Turnstile

  /// Opens the ways to a service; to be closed by ``close()``.
  ///
  /// - Parameters:
  ///   - requestsAtOnce: HTTP connections; a convoy's phones and units rarely speak at the same moment.
  ///   - signInsAtOnce: terminals that connect, register and authenticate at once, fewer than wait unaccepted at a listening socket.
  public init(_ address: ServiceAddress, requestsAtOnce: Int = 8, signInsAtOnce: Int = 64) {
    self.address = address
    client = HTTPClient(base: address.url, connections: requestsAtOnce)
    signIns = Turnstile(signInsAtOnce)
  }

  /// Ends the HTTP connections.
  public func close() { client.close() }

  /// Whether the service knows any of a convoy's transports already.
  ///
  /// - Throws: ``ConvoyPlayer/PlayError`` when it says neither.
  public func knows(_ convoy: PlayedConvoy) async throws -> Bool {
    for transport in convoy.transports {
      let answer = try await get(ConvoyPlayer.path(of: transport))
      if answer.status == 200 { return true }
      guard answer.status == 404 else {
        throw ConvoyPlayer.PlayError("asked whether it knows \(transport), the service answered", answer)
      }
    }
    return false
  }

  func get(_ path: String) async throws -> HTTPClient.Answer { try await client.get(path, token: address.dispatcherToken) }

  func post(_ path: String, body: String) async throws -> HTTPClient.Answer {
    try await client.post(path, token: address.dispatcherToken, body: body)
  }
}
