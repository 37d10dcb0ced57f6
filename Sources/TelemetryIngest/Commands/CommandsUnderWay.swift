import JT808
import NIOCore

/// The commands one connection has sent and awaits answers to.
struct CommandsUnderWay {
  struct Sent {
    let command: Command
    let frames: [Frame]
    var sends = 1
    /// Whether the terminal has said that it will do it.
    var isAccepted = false
    var deadline: Scheduled<Void>?
  }

  private var sent: [UInt16: Sent] = [:]

  /// Whether a command is under way.
  func contains(_ command: Command) -> Bool { sent.values.contains { $0.command.id == command.id } }

  /// What was sent under a serial number.
  subscript(serial: UInt16) -> Sent? {
    get { sent[serial] }
    set {
      if newValue == nil { sent[serial]?.deadline?.cancel() }
      sent[serial] = newValue
    }
  }

  /// Forgets everything, as when the connection closes.
  mutating func cancel() {
    for command in sent.values { command.deadline?.cancel() }
    sent = [:]
  }
}
