import Journal
import Logging
import TelemetryIngest

/// Where terminals come in: over TCP, and where it is set over UDP and TLS.
struct TerminalListeners: Sendable {
  private let plain: TerminalServer
  private var encrypted: TerminalServer?
  private var datagrams: TerminalDatagrams?

  /// Starts to listen everywhere, or nowhere when one address cannot be had.
  init(_ settings: ServiceSettings, _ intake: IntakeService<SQLiteJournal>, _ logger: Logger) async throws {
    let encryption = try settings.encryption()
    plain = try await Self.listening(on: settings.jt808, "terminals over TCP") { try await intake.listen(host: $0, port: $1) }
    logger.info("listening for terminals", metadata: ["host": "\(settings.jt808.host)", "port": "\(plain.port)"])
    do {
      if let address = settings.jt808TLS, let encryption {
        let server = try await Self.listening(on: address, "terminals over TLS") { host, port in
          try await intake.listen(host: host, port: port, encryption: encryption)
        }
        encrypted = server
        logger.info("listening for terminals over TLS", metadata: ["host": "\(address.host)", "port": "\(server.port)"])
      }
      if let address = settings.jt808UDP {
        let server = try await Self.listening(on: address, "terminals over UDP") { try await intake.listenForDatagrams(host: $0, port: $1) }
        datagrams = server
        logger.info("listening for terminals over UDP", metadata: ["host": "\(address.host)", "port": "\(server.port)"])
      }
    } catch {
      try await close()
      throw error
    }
  }

  /// The port for TCP.
  var port: Int { plain.port }

  /// How many terminals are connected, over whatever, by name.
  var connections: [(over: String, count: Int)] {
    [("tcp", plain.connections), ("tls", encrypted?.connections ?? 0), ("udp", datagrams?.sessions ?? 0)]
  }

  /// Stops listening, answers what is stored, and closes every connection; all at the same time, so that one drain timeout is enough.
  func close() async throws {
    async let plainClosed: Void = plain.close()
    async let encryptedClosed: Void? = encrypted?.close()
    async let datagramsClosed: Void? = datagrams?.close()
    _ = try await (plainClosed, encryptedClosed, datagramsClosed)
  }

  private static func listening<Server>(
    on address: ListenAddress, _ what: String, _ listen: (String, Int) async throws -> Server
  ) async throws -> Server {
    do { return try await listen(address.host, address.port) } catch {
      throw ServiceHost.StartError(
        description: "\(address): cannot listen for \(what) (\(error)); is another program listening there?")
    }
  }
}

extension ServiceSettings {
  /// The service's identity for TLS; `nil` when it listens for none.
  fileprivate func encryption() throws -> TerminalEncryption? {
    guard jt808TLS != nil else { return nil }
    let authorities = certificates.clientAuthorities
    do {
      return try TerminalEncryption(
        certificate: certificates.certificate, key: certificates.key,
        clientAuthorities: authorities.isEmpty ? nil : authorities)
    } catch {
      let files = [certificates.certificate, certificates.key, authorities].filter { !$0.isEmpty }.joined(separator: ", ")
      throw ServiceHost.StartError(
        description: "\(files): not what TLS needs (\(error)); they must be PEM files that this user may read and that fit each other")
    }
  }
}
