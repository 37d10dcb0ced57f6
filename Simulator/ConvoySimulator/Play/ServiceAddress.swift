/// Where a service is reached.
public struct ServiceAddress: Hashable, Sendable {
  /// A host and port.
  public struct Socket: Hashable, Sendable {
    /// The host.
    public let host: String
    /// The port.
    public let port: Int

    /// A host and port.
    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// Its HTTP side, such as `http://127.0.0.1:8080`.
  public let url: String
  /// Its JT/T 808 side.
  public let terminals: Socket
  /// A dispatcher's token.
  public let dispatcherToken: String

  /// A service.
  public init(url: String, terminals: Socket, dispatcherToken: String) {
    self.url = url
    self.terminals = terminals
    self.dispatcherToken = dispatcherToken
  }
}
