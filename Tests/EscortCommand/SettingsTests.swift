import ArgumentParser
import EscortDomain
import Foundation
import Logging
import TelemetryIngest
import Testing

@testable import escort

@Suite("What a service is told")
struct SettingsTests {
  /// Reads a file of settings with this text.
  private func read(_ yaml: String, into settings: inout ServiceSettings) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString).yaml").path
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try SettingsFile.take(path, into: &settings)
  }

  @Test("a file sets what it names, the environment stands before it, and the rest stays as it was")
  func precedence() throws {
    var settings = ServiceSettings()
    try read("# limits\nmostConnections: 70\nidleTimeout: 90.5\nlogLevel: debug\nhttp: 0.0.0.0:9000\n", into: &settings)
    try settings.take(environment: ["ESCORT_MOST_CONNECTIONS": "80", "ESCORT_UPLOAD_HOST": "ftp.example", "PATH": "x"])
    #expect(settings.limits.mostConnections == 80)
    #expect(settings.limits.idleTimeout == TimeSpan(microseconds: 90_500_000))
    #expect(settings.logLevel == .debug)
    #expect(settings.http.description == "0.0.0.0:9000")
    #expect(settings.limits.uploadServer?.host == "ftp.example")
    #expect(settings.limits.mostEvents == ServiceSettings().limits.mostEvents)
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("mostConections: 5", ":1: there is no setting \"mostConections\"; did you mean mostConnections"),
      ("\nmostConnections: many", ":2: mostConnections must be a whole number from 1 to 1000000, not \"many\""),
      ("idleTimeout: 0", ":1: idleTimeout must be a number of seconds above 0"), ("- a", "one a line"),
      ("http: 8080", "must be HOST:PORT"), ("data: [a]", "a name, a colon and a value"), ("a: 'b", ""),
    ])
  func problems(yaml: String, reason: String) throws {
    var settings = ServiceSettings()
    let error = #expect(throws: ServiceSettings.Problem.self) { try read(yaml, into: &settings) }
    #expect(error?.description.contains(reason) == true || reason.isEmpty, "\(error?.description ?? "")")
  }

  @Test("a password is not repeated when it is wrong")
  func secret() throws {
    var settings = ServiceSettings()
    let long = String(repeating: "s3cret", count: 60)
    let error = #expect(throws: ServiceSettings.Problem.self) { try settings.take(environment: ["ESCORT_UPLOAD_PASSWORD": long]) }
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test(
    "what does not go together is said",
    arguments: [
      (["ESCORT_UPLOAD_USER": "u"], "need uploadHost"), (["ESCORT_TLS_KEY": "k"], "are for jt808Tls"),
      (["ESCORT_JT808_TLS": "0.0.0.0:1"], "needs tlsCertificate and tlsKey"),
    ])
  func together(environment: [String: String], reason: String) throws {
    var settings = ServiceSettings()
    try settings.take(environment: environment)
    let error = #expect(throws: ServiceSettings.Problem.self) { try settings.check() }
    #expect(error?.description.contains(reason) == true)
    try ServiceSettings().check()
  }

  @Test("every setting is in the help, by one name each, and takes the value the help shows")
  func help() throws {
    let names = Setting.all.map(\.name)
    #expect(Set(names).count == names.count)
    for setting in Setting.all {
      #expect(ServeCommand.helpMessage().contains(setting.name))
      var settings = ServiceSettings()
      let shown = setting.show(settings).replacing(" s", with: "")
      if !shown.isEmpty { try settings.set(setting.name, shown, at: "help") }
      #expect(settings.limits.idleTimeout == ServiceSettings().limits.idleTimeout)
    }
  }
}
