import JT808

/// What a terminal's message says of a command it answers.
struct CommandAnswer: Hashable, Sendable {
  enum Verdict: Hashable, Sendable {
    /// The general answer: understood.
    case understood
    /// The answer that was asked for.
    case done
    /// It cannot or will not, and why.
    case failed(String)
  }

  /// The serial number of the command's first frame.
  let serial: UInt16
  let verdict: Verdict

  /// The answer a message gives; `nil` when it is none.
  init?(_ message: Message) {
    switch message {
    case .terminalReply(let reply):
      serial = reply.replySerial
      verdict = reply.resultCode == 0 ? .understood : .failed("the terminal answered with result \(reply.resultCode)")
    case .tabled(let tabled):
      switch tabled.body {
      case let reply as LocationReply: (serial, verdict) = (reply.replySerial, .done)
      case let list as RecordingList: (serial, verdict) = (list.replySerial, .done)
      case let reply as SnapshotReply:
        serial = reply.replySerial
        verdict = reply.result == 0 ? .done : .failed(reply.result == 2 ? "there is no such camera" : "no picture could be taken")
      case let result as UploadResult:
        (serial, verdict) = (result.replySerial, result.result == 0 ? .done : .failed("the upload failed"))
      default: return nil
      }
    default: return nil
    }
  }
}
