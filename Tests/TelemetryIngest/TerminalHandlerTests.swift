import EscortDomain
import JT808
import Journal
import NIOCore
import NIOEmbedded
import Registers
import Synchronization
import Testing
import TrackFiles

@testable import TelemetryIngest

@Suite("A terminal's connection under pressure")
struct TerminalHandlerTests {
  @Test("a connection that does not authenticate in time is closed, and so is one that falls silent")
  func silence() throws {
    let strange = try Connection()
    strange.advance(.seconds(59))
    #expect(strange.isOpen)
    strange.advance(.seconds(2))
    #expect(!strange.isOpen)
    #expect(strange.counters[.neverAuthenticated] == 1)

    let known = try Connection()
    try known.signIn()
    known.advance(.seconds(299))
    #expect(known.isOpen)
    try known.send(.heartbeat)
    known.advance(.seconds(299))
    #expect(known.isOpen)
    known.advance(.seconds(77))
    #expect(!known.isOpen)
    #expect(known.counters[.idle] == 1)
  }

  @Test("while the journal is far behind nothing is read; when half of it is stored reading goes on")
  func backlog() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.setBacklog(terminal.limits.mostBacklogBytes + 1)
    try terminal.send(.heartbeat)
    #expect(!terminal.isReading)
    terminal.advance(.seconds(10))
    #expect(!terminal.isReading)
    terminal.journal.setBacklog(terminal.limits.mostBacklogBytes / 2)
    terminal.advance(.milliseconds(60))
    #expect(terminal.isReading)
    #expect(terminal.isOpen)
  }

  @Test("what one connection has under way is bounded")
  func inFlight() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.hold()
    for _ in 0..<terminal.limits.mostInFlight { try terminal.send(.heartbeat) }
    #expect(!terminal.isReading)
    terminal.journal.complete()
    terminal.run()
    #expect(terminal.isReading)
  }

  @Test("a terminal that does not take its answers is not read until it does, and is closed when it never does")
  func slowReader() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.take(false)
    #expect(!terminal.isReading)
    terminal.advance(.seconds(60))
    terminal.take(true)
    #expect(terminal.isReading)
    try terminal.send(.heartbeat)
    #expect(try terminal.result() == .success)
    terminal.take(false)
    terminal.advance(.seconds(376))
    #expect(!terminal.isOpen)
    #expect(terminal.counters[.slowReaders] == 2)
  }

  @Test("a stop answers what is stored, answers nothing else, and closes")
  func drain() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.hold()
    try terminal.send(.heartbeat)
    terminal.drain()
    #expect(terminal.isOpen)
    #expect(!terminal.isReading)
    #expect(try terminal.answers() == 0)
    terminal.journal.complete()
    terminal.run()
    #expect(try terminal.answers() == 1)
    #expect(!terminal.isOpen)
  }
}
