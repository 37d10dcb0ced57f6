import ArgumentParser
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
      """)

  @Option(help: "The folder of the journal.")
  var data = "escort-data"

  @Option(help: "Where to listen for HTTP.")
  var http = ListenAddress(host: "127.0.0.1", port: 8080)

  @Option(help: "Where to listen for JT/T 808 terminals.")
  var jt808 = ListenAddress(host: "127.0.0.1", port: 7808)

  @Option(help: "Where the map library lies.")
  var leaflet = ServiceHost.debianLeaflet

  func run() async throws {
    let host = ServiceHost(data: data, http: http, jt808: jt808, leaflet: leaflet, logger: Logger(label: "escort"))
    do { try await host.run() } catch let error as ServiceHost.StartError {
      Terminal.warn("\(error)")
      throw ExitStatus.badInput
    }
  }
}
