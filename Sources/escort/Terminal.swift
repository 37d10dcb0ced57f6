import ArgumentParser
import Foundation

/// The exit statuses of FEED.md: 0 success, 1 the checked thing does not hold, 2 usage, 3 bad input.
enum ExitStatus {
  /// The checked thing does not hold.
  static let doesNotHold = ExitCode(1)
  /// The command line was wrong.
  static let usage = ExitCode(2)
  /// The input was wrong.
  static let badInput = ExitCode(3)
  /// Somebody pressed Ctrl-C.
  static let interrupted = ExitCode(Keyboard.interruptedStatus)
}

/// Standard output and error, the only place that writes to them.
enum Terminal {
  /// Writes a line to standard output.
  static func writeLine(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// Writes a line to standard error.
  static func warn(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Rewrites the last line of a terminal on standard error; silent where standard error is none.
  static func progress(_ line: String) {
    guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }
}
