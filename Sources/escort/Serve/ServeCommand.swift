import ArgumentParser
import Foundation
import Logging

/// `escort serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the service: terminals over JT/T 808, telemetry over HTTP, one durable journal, the dispatch console.",
    discussion: """
      The first start writes the first dispatcher's token to DIR/dispatcher.token and the password of the account "dispatcher" to
      DIR/dispatcher.password, readable by their owner alone.

      Example:
        escort serve --data /var/lib/escort --http 127.0.0.1:8080 --jt808 0.0.0.0:7808

      Settings stand in the file of --config, YAML with one a line as "mostConnections: 1000", or in the environment as
      ESCORT_MOST_CONNECTIONS=1000; the environment stands before the file, and a flag, where there is one, before both:

      \(Setting.help)
      """)

  @Option(help: "A file of settings.")
  var config: String?

  @Option(help: "The folder of the journal.")
  var data: String?

  @Option(help: "Where to listen for HTTP.")
  var http: ListenAddress?

  @Option(help: "Where to listen for JT/T 808 terminals over TCP.")
  var jt808: ListenAddress?

  @Option(help: "Where the map library lies.")
  var leaflet: String?

  func run() async throws {
    do {
      let settings = try settings()
      var logger = Logger(label: "escort")
      logger.logLevel = settings.logLevel
      try await ServiceHost(settings: settings, logger: logger).run()
    } catch let error as ServiceSettings.Problem {
      Terminal.warn("\(error)")
      throw ExitStatus.badInput
    } catch let error as ServiceHost.StartError {
      Terminal.warn("\(error)")
      throw ExitStatus.badInput
    }
  }

  private func settings() throws(ServiceSettings.Problem) -> ServiceSettings {
    var settings = ServiceSettings()
    if let config { try SettingsFile.take(config, into: &settings) }
    try settings.take(environment: ProcessInfo.processInfo.environment)
    if let data { settings.data = data }
    if let http { settings.http = http }
    if let jt808 { settings.jt808 = jt808 }
    if let leaflet { settings.leaflet = leaflet }
    try settings.check()
    return settings
  }
}
