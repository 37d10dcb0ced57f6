import Logging
import TelemetryIngest

extension Setting {
  /// Every setting, in the order the help lists them.
  static let all: [Setting] = places + connections + work + commands + uploads

  private static let places: [Setting] = [
    .text("data", \.data, "The folder of the journal."),
    .address("http", \.http, "Where to listen for HTTP."),
    .address("jt808", \.jt808, "Where to listen for JT/T 808 terminals over TCP."),
    .address("jt808Udp", \.jt808UDP, "Where to listen for them over UDP too; nowhere when not set."),
    .address("jt808Tls", \.jt808TLS, "Where to listen for them over TLS too; nowhere when not set."),
    .text("tlsCertificate", \.certificates.certificate, "A PEM file: the service's certificate and what leads to its authority."),
    .text("tlsKey", \.certificates.key, "A PEM file: the certificate's private key."),
    .text(
      "tlsClientAuthorities", \.certificates.clientAuthorities,
      "A PEM file: the authorities whose certificates terminals must show; without it they need none."),
    .text("leaflet", \.leaflet, "Where the map library lies."),
    Setting(
      name: "logLevel", summary: "How much is logged: trace, debug, info, notice, warning, error or critical.",
      form: "trace, debug, info, notice, warning, error or critical", show: { $0.logLevel.rawValue },
      set: { settings, text in
        guard let level = Logger.Level(rawValue: text) else { return false }
        settings.logLevel = level
        return true
      }),
  ]

  private static let connections: [Setting] = [
    .count(
      "mostConnections", \.mostConnections, 1...1_000_000,
      "Terminals connected at once; a further one is closed on arrival. The process needs a descriptor for each."),
    .count(
      "mostConnectionsPerAddress", \.mostConnectionsPerAddress, 1...1_000_000,
      "Terminals connected at once from one address; carriers hide many behind one."),
    .span("idleTimeout", \.limits.idleTimeout, "A terminal that says nothing for so long is closed."),
    .span("authenticationTimeout", \.limits.authenticationTimeout, "A connection that has not authenticated within this is closed."),
    .span(
      "partTimeout", \.limits.partTimeout, "How long missing parts of a split message are waited for before they are asked for again."),
    .count("mostPartRequests", \.mostPartRequests, 0...10, "How often missing parts are asked for before the message is given up."),
  ]

  private static let work: [Setting] = [
    .count(
      "mostInFlight", \.mostInFlight, 1...65_535,
      "Messages of one terminal that may wait to be stored before it is not read."),
    .count(
      "mostBackfillReports", \.mostBackfillReports, 1...1_000_000,
      "Reports that one terminal stored on the way and that may wait for their turn before it is not read."),
    .count(
      "mostBackfillBytes", \.mostBackfillBytes, 1 << 16...1 << 30,
      "Bytes of such reports of all terminals that may wait; past it they are refused and sent again."),
    .count(
      "mostBacklogBytes", \.mostBacklogBytes, 1 << 16...256 << 20,
      "Bytes that may wait for the journal before no terminal is read, until half of them are stored."),
    .count("longestBodyBytes", \.longestBodyBytes, 1 << 10...256 << 20, "The longest body of an HTTP request."),
    .count("mostEvents", \.mostEvents, 1...1_000_000, "The most events of an HTTP request."),
    .span(
      "snapshotInterval", \.snapshotInterval,
      "How often it is written down where the desk stands, so that a start judges only what came after."),
    .span("drainTimeout", \.limits.drainTimeout, "How long a stop waits for what is under way to be stored and answered."),
  ]

  private static let commands: [Setting] = [
    .span("commandTimeout", \.limits.commandTimeout, "How long an answer to a command is waited for before it is sent again."),
    .count("mostCommandSends", \.mostCommandSends, 1...10, "How often a command is sent before it has timed out."),
    .count("mostOpenCommands", \.mostOpenCommands, 1...10_000, "Commands one terminal may have waiting or under way."),
    .span("uploadTimeout", \.limits.uploadTimeout, "How long a terminal may take to upload a recording."),
  ]

  private static let uploads: [Setting] = [
    upload("uploadHost", \.host, "The FTP server recordings are uploaded to; without one uploads are refused."),
    Setting(
      name: "uploadPort", summary: "Its port.", form: "a port from 1 to 65535", show: { _ in "21" },
      set: { settings, text in
        guard let port = UInt16(text), port > 0 else { return false }
        settings.limits.uploadServer = settings.limits.uploadServer ?? UploadServer(host: "", user: "", password: "")
        settings.limits.uploadServer?.port = port
        return true
      }),
    upload("uploadUser", \.user, "Its account."),
    upload("uploadPassword", \.password, "Its password; terminals get it in clear, so it is one for this alone.", isSecret: true),
    upload("uploadPath", \.path, "Its folder."),
  ]

  private static func upload(
    _ name: String, _ path: any WritableKeyPath<UploadServer, String> & Sendable, _ summary: String, isSecret: Bool = false
  ) -> Setting {
    Setting(
      name: name, summary: summary, form: "a text of 1 to 255 bytes", show: { _ in "" },
      set: { settings, text in
        guard (1...255).contains(text.utf8.count) else { return false }
        settings.limits.uploadServer = settings.limits.uploadServer ?? UploadServer(host: "", user: "", password: "")
        settings.limits.uploadServer?[keyPath: path] = text
        return true
      }, isSecret: isSecret)
  }
}
