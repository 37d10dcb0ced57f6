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
  /// Somebody pressed Ctrl-C: what a shell expects of a program that it ended.
  static let interrupted = ExitCode(130)
}

/// Standard output and error, the only place that writes to them.
enum Terminal {
  /// Writes a line to standard output.
  static func writeLine(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// Writes a line to standard error.
  static func warn(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Rewrites the last line of a terminal on standard error, cut to its width; silent where standard error is none.
  static func progress(_ line: String) {
    guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(cut(line, to: columns - 1))".utf8))
  }

  /// The beginning of a line that takes so many columns at most: a line that wraps is not rewritten.
  static func cut(_ line: String, to columns: Int) -> Substring {
    var left = columns
    let end = line.firstIndex { character in
      left -= isWide(character) ? 2 : 1
      return left < 0
    }
    return line[..<(end ?? line.endIndex)]
  }

  /// Chinese characters and full-width signs take two columns.
  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x1100...0x115F).contains($0.value) || (0x2E80...0xFF60).contains($0.value) }
  }

  private static var columns: Int {
    var size = winsize()
    let isKnown = ioctl(FileHandle.standardError.fileDescriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : usualColumns
  }

  private static let usualColumns = 80
}
