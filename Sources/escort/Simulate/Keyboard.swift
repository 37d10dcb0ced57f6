import ConvoySimulator
import Foundation
import Synchronization

/// The keys of the terminal a play runs at: each is read as it is pressed, and none is shown.
///
/// The terminal is as it was once this is closed and when the process exits, so that whoever opens one watches for an ``Interruption``.
final class Keyboard: Sendable {
  private static let former = Mutex<termios?>(nil)
  private let scanner = Mutex(KeyScanner())

  /// `nil` where standard input or error is no terminal, or another program has it.
  static func open() -> Keyboard? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
    let isFirst = former.withLock { former in
      defer { former = mode }
      return former == nil
    }
    if isFirst { atexit { Keyboard.restore() } }
    setKeys(mode)
    return Keyboard()
  }

  private init() {}

  /// Reads what was pressed since it was asked last; does not wait.
  func keys() -> [PlayControl.Key] {
    var mode = termios()
    guard tcgetpgrp(STDIN_FILENO) == getpgrp(), tcgetattr(STDIN_FILENO, &mode) == 0 else { return [] }
    // Ctrl-Z and back: the shell has set the terminal as it likes it.
    if mode.c_lflag & tcflag_t(ICANON) != 0 { Self.setKeys(mode) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else { return [] }
    return scanner.withLock { $0.take(bytes[..<count]) }
  }

  /// Gives the terminal back.
  func close() { Self.restore() }

  private static func restore() {
    former.withLock { former in
      // In the background the terminal is the shell's, which has set it as it likes it.
      guard var mode = former, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
      tcsetattr(STDIN_FILENO, TCSANOW, &mode)
      former = nil
    }
  }

  /// No line to wait for the end of, no echo, and a read that does not wait; Ctrl-C stays what it is.
  private static func setKeys(_ mode: termios) {
    var mode = mode
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &mode.c_cc) { controls in
      controls[Int(VMIN)] = 0
      controls[Int(VTIME)] = 0
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &mode)
  }
}
