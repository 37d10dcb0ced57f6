import JT808
import NIOCore

/// What a terminal is reached over: a connection over TCP or TLS, or datagrams. It belongs to one event loop.
protocol TerminalLine: AnyObject {
  /// The loop everything of the terminal runs on.
  var eventLoop: any EventLoop { get }
  /// Whether anything can still be sent.
  var isOpen: Bool { get }
  /// Whether the terminal takes what is sent; while it does not, what waits for it grows.
  var isWritable: Bool { get }
  /// Where the terminal sends from, for those who look for what went wrong.
  var address: String { get }

  /// Sends frames; they go out together with what else is written in this turn of the loop.
  func write(_ frames: [Frame])

  /// Stops reading, or reads on.
  func setReading(_ reads: Bool)

  /// Ends the line.
  func close()
}
