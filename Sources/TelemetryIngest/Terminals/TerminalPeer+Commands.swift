import EscortDomain
import JT808
import NIOCore

// Commands of the platform to the terminal.
extension TerminalPeer {
  /// Sends the commands that came while the line was open.
  func sendWaitingCommands() {
    if let identity { for command in gateway.commands.waiting(of: identity) { send(command) } }
  }

  /// Sends the commands that wait for the terminal, and those an earlier line took along.
  func sendOpenCommands() {
    if let identity { for command in gateway.commands.open(of: identity) { send(command) } }
  }

  private func send(_ command: Command) {
    guard !isDraining, !underWay.contains(command) else { return }
    guard let message = command.content.message(uploadsTo: gateway.limits.uploadServer, version: version) else {
      return gateway.commands.note(command, .failed(reason: "no FTP server is configured to upload to"))
    }
    let frames = send(message)
    guard let serial = frames.first?.header.serial else { return }
    underWay[serial] = CommandsUnderWay.Sent(command: command, frames: frames)
    gateway.commands.note(command, .sent)
    awaitAnswer(serial, gateway.limits.commandTimeout)
  }

  private func awaitAnswer(_ serial: UInt16, _ timeout: TimeSpan) {
    underWay[serial]?.deadline = schedule(after: timeout) { $0.missAnswer(serial) }
  }

  /// Sends a command again, or gives it up (JT/T 808-2013 §7.1: the n-th wait is n times the one before).
  private func missAnswer(_ serial: UInt16) {
    guard var sent = underWay[serial] else { return }
    guard !sent.isAccepted, sent.sends < gateway.limits.mostCommandSends else {
      underWay[serial] = nil
      return gateway.commands.note(sent.command, .timedOut)
    }
    sent.sends += 1
    underWay[serial] = sent
    line?.write(sent.frames)
    let factor = (1...sent.sends).reduce(1, *)
    awaitAnswer(serial, TimeSpan(microseconds: gateway.limits.commandTimeout.microseconds * Int64(factor)))
  }

  /// Takes what the terminal says of a command it was sent.
  func take(_ answer: CommandAnswer) {
    guard var sent = underWay[answer.serial] else { return }
    switch answer.verdict {
    case .understood where !sent.command.content.endsWithGeneralReply:
      guard case .upload = sent.command.content, !sent.isAccepted else { return }  // the answer proper is still to come
      sent.isAccepted = true
      sent.deadline?.cancel()
      underWay[answer.serial] = sent
      gateway.commands.note(sent.command, .accepted)
      awaitAnswer(answer.serial, gateway.limits.uploadTimeout)
    case .understood, .done:
      underWay[answer.serial] = nil
      gateway.commands.note(sent.command, .answered)
    case .failed(let reason):
      underWay[answer.serial] = nil
      gateway.commands.note(sent.command, .failed(reason: reason))
    }
  }
}
