import ConvoySimulator
import Foundation
import Logging
import Testing

@testable import escort

/// A service on a folder of its own that is gone afterwards, on free ports of loopback.
enum LiveService {
  /// Runs one for as long as there is something to do with it.
  static func run(_ work: @escaping @Sendable (ServiceHost.Running, ServiceAddress) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .error
    var settings = ServiceSettings()
    settings.data = folder
    settings.http = ListenAddress(host: "127.0.0.1", port: 0)
    settings.jt808 = settings.http
    try await ServiceHost(settings: settings, logger: logger).run { running in
      let service = ServiceAddress(
        url: running.url, terminals: ServiceAddress.Socket(host: running.terminals.host, port: running.terminals.port),
        dispatcherToken: try #require(running.secrets.token))
      try await work(running, service)
    }
  }
}
