import EscortDomain
import Logging
import TelemetryIngest

/// Everything a service can be told. Flags stand before the environment, that before the configuration file, that before what is
/// written here.
struct ServiceSettings: Sendable {
  var data = "escort-data"
  var http = ListenAddress(host: "127.0.0.1", port: 8080)
  var jt808 = ListenAddress(host: "127.0.0.1", port: 7808)
  /// Where terminals come in over UDP, and over TLS; `nil` for nowhere.
  var jt808UDP: ListenAddress?
  var jt808TLS: ListenAddress?
  var certificates = CertificateFiles()
  var leaflet = ServiceHost.debianLeaflet
  var logLevel = Logger.Level.info
  /// A start judges no more than what came in this long before the service ended, however that ended.
  var snapshotInterval = TimeSpan.seconds(300)
  var limits = IngestLimits()

  /// The PEM files of TLS; empty where none is named.
  struct CertificateFiles: Hashable, Sendable {
    var certificate = ""
    var key = ""
    var clientAuthorities = ""
  }

  /// What a value could not be read from.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Sets a value by its name.
  ///
  /// - Parameter place: where the value stands, for who reads the problem.
  mutating func set(_ name: String, _ text: String, at place: String) throws(Problem) {
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      let near = Setting.all.map(\.name).filter { $0.lowercased().hasPrefix(name.lowercased().prefix(4)) }
      let hint = near.isEmpty ? "escort serve --help lists them" : "did you mean \(near.joined(separator: " or "))?"
      throw Problem(description: "\(place): there is no setting \"\(name)\"; \(hint)")
    }
    guard setting.set(&self, text) else {
      throw Problem(description: "\(place): \(name) must be \(setting.form), not \"\(setting.isSecret ? "…" : text)\"")
    }
  }

  /// Says what does not go together, when everything has been taken.
  func check() throws(Problem) {
    if let server = limits.uploadServer, server.host.isEmpty {
      throw Problem(description: "uploadPort, uploadUser, uploadPassword and uploadPath need uploadHost; set it, or leave them out")
    }
    if certificates != CertificateFiles(), jt808TLS == nil {
      throw Problem(description: "tlsCertificate, tlsKey and tlsClientAuthorities are for jt808Tls; set where to listen, or leave them out")
    }
    if jt808TLS != nil, certificates.certificate.isEmpty || certificates.key.isEmpty {
      throw Problem(description: "jt808Tls needs tlsCertificate and tlsKey; set both to PEM files")
    }
  }

  /// Takes what the environment holds: `ESCORT_` and the name in capitals, words parted by `_`.
  mutating func take(environment: [String: String]) throws(Problem) {
    for setting in Setting.all {
      guard let text = environment[setting.environmentName] else { continue }
      try set(setting.name, text, at: "environment \(setting.environmentName)")
    }
  }
}

/// One thing a service can be told, under one name in the configuration file, the environment and the help.
struct Setting: Sendable {
  let name: String
  let summary: String
  /// What its value must look like.
  let form: String
  /// Its value as it is told in the help; empty when nothing is set.
  let show: @Sendable (ServiceSettings) -> String
  let set: @Sendable (inout ServiceSettings, String) -> Bool
  var isSecret = false

  /// `mostConnections` is `ESCORT_MOST_CONNECTIONS`.
  var environmentName: String {
    "ESCORT_" + name.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
  }

  /// The list for the help.
  static var help: String {
    let standard = ServiceSettings()
    return all.map { setting in
      let value = setting.show(standard)
      return "  \(setting.name)\(value.isEmpty ? "" : " (\(value))")\n      \(setting.summary)"
    }.joined(separator: "\n")
  }
}

extension Setting {
  static func text(_ name: String, _ path: any WritableKeyPath<ServiceSettings, String> & Sendable, _ summary: String) -> Setting {
    Setting(
      name: name, summary: summary, form: "a text", show: { $0[keyPath: path] },
      set: { settings, text in
        settings[keyPath: path] = text
        return !text.isEmpty
      })
  }

  static func address(
    _ name: String, _ path: any WritableKeyPath<ServiceSettings, ListenAddress> & Sendable, _ summary: String
  ) -> Setting {
    Setting(
      name: name, summary: summary, form: "HOST:PORT", show: { "\($0[keyPath: path])" },
      set: { settings, text in
        guard let address = ListenAddress(argument: text) else { return false }
        settings[keyPath: path] = address
        return true
      })
  }

  static func address(
    _ name: String, _ path: any WritableKeyPath<ServiceSettings, ListenAddress?> & Sendable, _ summary: String
  ) -> Setting {
    Setting(
      name: name, summary: summary, form: "HOST:PORT", show: { $0[keyPath: path].map { "\($0)" } ?? "" },
      set: { settings, text in
        guard let address = ListenAddress(argument: text) else { return false }
        settings[keyPath: path] = address
        return true
      })
  }

  static func count(
    _ name: String, _ path: any WritableKeyPath<IngestLimits, Int> & Sendable, _ range: ClosedRange<Int>, _ summary: String
  ) -> Setting {
    Setting(
      name: name, summary: summary + " \(range.lowerBound) to \(range.upperBound).",
      form: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      show: { "\($0.limits[keyPath: path])" },
      set: { settings, text in
        guard let number = Int(text), range.contains(number) else { return false }
        settings.limits[keyPath: path] = number
        return true
      })
  }

  static func span(_ name: String, _ path: any WritableKeyPath<ServiceSettings, TimeSpan> & Sendable, _ summary: String) -> Setting {
    Setting(
      name: name, summary: summary + " In seconds, at most 86400.", form: "a number of seconds above 0, at most 86400",
      show: { "\(Int($0[keyPath: path].seconds)) s" },
      set: { settings, text in
        guard let seconds = Double(text), seconds > 0, seconds <= 86_400, let span = TimeSpan(seconds: seconds) else { return false }
        settings[keyPath: path] = span
        return true
      })
  }
}
