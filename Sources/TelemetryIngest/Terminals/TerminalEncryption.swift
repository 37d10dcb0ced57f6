import NIOSSL

/// How terminals are spoken to over TLS. The standard knows clear text only; a TLS line carries the same frames.
public struct TerminalEncryption: Sendable {
  let context: NIOSSLContext

  /// Reads the files of a server's identity.
  ///
  /// - Parameters:
  ///   - certificate: a PEM file with the certificate and what leads from it to its authority.
  ///   - key: a PEM file with its private key.
  ///   - clientAuthorities: a PEM file with the authorities whose certificates terminals must show; `nil` asks for none.
  /// - Throws: when a file cannot be read or does not fit the others.
  public init(certificate: String, key: String, clientAuthorities: String? = nil) throws {
    let chain = try NIOSSLCertificate.fromPEMFile(certificate)
    let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
    configuration.minimumTLSVersion = .tlsv12
    if let clientAuthorities {
      configuration.trustRoots = .file(clientAuthorities)
      configuration.certificateVerification = .noHostnameVerification
    }
    context = try NIOSSLContext(configuration: configuration)
  }
}
