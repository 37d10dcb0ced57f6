import DispatchDesk
import EscortDomain
import Foundation
import Journal
import Registers
import Testing

@Suite("Signing in")
struct SignInTests {
  private let now = Instant(microsecondsSince1970: 1_795_000_000_000_000)

  private func withSignIn(_ body: (SQLiteJournal, SignIn<SQLiteJournal>) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sign-in-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let now = now
    let journal = try SQLiteJournal(folder: folder) { now }
    let signIn = try await SignIn(journal: journal)
    #expect(signIn.hasNoAccount)
    try await signIn.setAccount("wang", displayName: "一组", role: .dispatcher, password: "right")
    try await body(journal, signIn)
    try journal.close()
  }

  @Test("the right password gives a session that lasts while it is used, and is known to the next run of the service")
  func session() async throws {
    try await withSignIn { journal, first in
      let signIn = try await SignIn(journal: journal)
      #expect(!signIn.hasNoAccount)
      guard case .signedIn(let session, let secret) = try await signIn.attempt(account: "wang", password: "right", at: now) else {
        Issue.record("the right password was refused")
        return
      }
      #expect(session.name == "一组")
      #expect(signIn.session(secret: secret, at: now + .seconds(11 * 3600)) != nil)
      #expect(signIn.session(secret: secret, at: now + .seconds(22 * 3600)) != nil)
      #expect(signIn.session(secret: secret, at: now + .seconds(40 * 3600)) == nil)
      #expect(first.session(secret: secret, at: now) == nil)
      signIn.end(secret: secret)
      #expect(signIn.session(secret: secret, at: now) == nil)
    }
  }

  @Test("wrong passwords are refused, after five the account is paused, then open again")
  func refused() async throws {
    try await withSignIn { _, signIn in
      for _ in 0..<5 {
        guard case .refused = try await signIn.attempt(account: "wang", password: "wrong", at: now) else {
          Issue.record("a wrong password was not refused")
          return
        }
      }
      guard case .paused = try await signIn.attempt(account: "wang", password: "right", at: now + .seconds(29)) else {
        Issue.record("a sixth attempt was not paused")
        return
      }
      guard case .signedIn = try await signIn.attempt(account: "wang", password: "right", at: now + .seconds(31)) else {
        Issue.record("the account did not open again")
        return
      }
      guard case .refused = try await signIn.attempt(account: "nobody", password: "", at: now) else {
        Issue.record("a name nobody has was not refused")
        return
      }
    }
  }

  @Test("the journal holds no password")
  func secret() async throws {
    try await withSignIn { journal, _ in
      for entry in try await journal.read(after: 0, limit: 10) {
        #expect(!String(decoding: entry.draft.bytes, as: UTF8.self).contains("right"))
      }
    }
  }
}
