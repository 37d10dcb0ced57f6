import ArgumentParser
import Foundation

// ArgumentParser leaves with 64 where the command line is wrong; FEED.md says 2.
do {
  let command = try EscortCommand.parseAsRoot()
  try await run(command)
} catch {
  let status = EscortCommand.exitCode(for: error)
  let message = EscortCommand.fullMessage(for: error)
  if !message.isEmpty {
    if status == .success { Terminal.writeLine(message) } else { Terminal.warn(message) }
  }
  exit(status == .validationFailure ? ExitStatus.usage.rawValue : status.rawValue)
}

private func run(_ command: any ParsableCommand) async throws {
  var command = command
  if var asynchronous = command as? any AsyncParsableCommand {
    try await asynchronous.run()
  } else {
    try command.run()
  }
}
