import DispatchDesk
import Foundation
import Journal
import Registers
import TelemetryIngest

/// What the first start on a data folder gives: a dispatcher's token for programs and an account for a person.
struct FirstSecrets {
  /// What was given now; `nil` for what was given before.
  struct Given: Sendable {
    var token: String?
    var password: String?
  }

  static let account = "dispatcher"
  let folder: String

  /// Gives what is missing and writes it to files that their owner alone can read.
  func give(intake: IntakeService<SQLiteJournal>, signIn: SignIn<SQLiteJournal>) async throws -> Given {
    var given = Given()
    if let token = try await intake.firstDispatcherToken() {
      try write(token, to: "dispatcher.token")
      given.token = token
    }
    if signIn.hasNoAccount {
      var generator = SystemRandomNumberGenerator()
      let password = Passphrase.random(using: &generator)
      try await signIn.setAccount(Self.account, displayName: "一组", role: .dispatcher, password: password)
      try write(password, to: "dispatcher.password")
      given.password = password
    }
    return given
  }

  private func write(_ secret: String, to name: String) throws {
    let path = "\(folder)/\(name)"
    let made = FileManager.default.createFile(
      atPath: path, contents: Data((secret + "\n").utf8), attributes: [.posixPermissions: 0o600])
    guard made else { throw ServiceHost.StartError(description: "\(path) cannot be written; check the folder and its rights") }
  }
}
