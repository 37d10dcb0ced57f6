import Foundation
import JT808
import NIOSSL
import TelemetryIngest
import Testing

@Suite("Terminals over TLS", .serialized)
struct EncryptionTests {
  @Test("a terminal reports over TLS as over TCP, and one that speaks in clear is let nowhere")
  func reports() async throws {
    let files = try Certificates()
    defer { files.remove() }
    let encryption = try TerminalEncryption(certificate: files.path("server.pem"), key: files.path("server.key"))
    try await withService(encryption: encryption) { service in
      let terminal = try await Unit.connect(service.port, encryption: try files.client())
      let code = try await terminal.register(plate: "湘A00001")
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      #expect(try await terminal.ask(.location(report(second: 0))) == .success)
      try await terminal.close()
      let clear = try await Unit.connect(service.port)
      await #expect(throws: (any Error).self) { try await clear.register(plate: "湘A00001") }
      #expect(try await service.events().compactMap(\.position).count == 1)
    }
  }

  @Test("where terminals must show a certificate, one without is refused and one of the authority is served")
  func clientCertificates() async throws {
    let files = try Certificates()
    defer { files.remove() }
    let encryption = try TerminalEncryption(
      certificate: files.path("server.pem"), key: files.path("server.key"), clientAuthorities: files.path("authority.pem"))
    try await withService(encryption: encryption) { service in
      let unknown = try await Unit.connect(service.port, encryption: try files.client())
      await #expect(throws: (any Error).self) { try await unknown.register(plate: "湘A00001") }
      let terminal = try await Unit.connect(service.port, encryption: try files.client(shows: "unit"))
      #expect(try await terminal.register(plate: "湘A00001").count == 32)
      try await terminal.close()
    }
  }

  @Test("files that are missing or do not fit are refused at once")
  func badFiles() throws {
    let files = try Certificates()
    defer { files.remove() }
    #expect(throws: (any Error).self) { try TerminalEncryption(certificate: files.path("none.pem"), key: files.path("server.key")) }
    #expect(throws: (any Error).self) { try TerminalEncryption(certificate: files.path("server.pem"), key: files.path("unit.key")) }
    #expect(throws: (any Error).self) { try TerminalEncryption(certificate: files.path("server.key"), key: files.path("server.pem")) }
  }
}

/// An authority, a server's and a unit's certificate of it, in a folder of their own.
struct Certificates {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"]
    try openssl(
      ["req", "-x509"] + key + ["-subj", "/CN=test authority", "-keyout", path("authority.key"), "-out", path("authority.pem")])
    for name in ["server", "unit"] {
      try openssl(
        ["req", "-x509", "-CA", path("authority.pem"), "-CAkey", path("authority.key")] + key
          + [
            "-subj", "/CN=\(name)", "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", path("\(name).key"), "-out",
            path("\(name).pem"),
          ]
      )
    }
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// What a terminal speaks TLS with; with a certificate of its own when that is named.
  func client(shows name: String? = nil) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(path("authority.pem"))
    configuration.certificateVerification = .noHostnameVerification
    if let name {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(path("\(name).pem")).map { .certificate($0) }
      configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: path("\(name).key"), format: .pem))
    }
    return try NIOSSLContext(configuration: configuration)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
  }

  struct Failed: Error {
    let arguments: [String]
  }
}
