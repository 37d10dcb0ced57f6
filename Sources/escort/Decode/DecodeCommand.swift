import ArgumentParser

/// `escort decode`.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Read frames in hex from standard input and print what they say as JSON, one object a line.",
    discussion: """
      Hex may have spaces and may come with or without the 7e delimiters. A line that is no frame gives
      {"error":…,"line":N}, and the exit status is 3 at the end.

      Example:
        echo 7e0002000001380000000100070000… | escort decode
      """)

  @Option(name: .customLong("protocol"), help: "The protocol of the frames.")
  var frameProtocol: FrameProtocol = .jt808

  enum FrameProtocol: String, ExpressibleByArgument, CaseIterable {
    case jt808
  }

  func run() throws {
    var printer = DecodePrinter()
    while let line = readLine(strippingNewline: true) {
      for output in printer.lines(for: line) { Terminal.writeLine(output) }
    }
    if printer.hasFailed { throw ExitStatus.badInput }
  }
}
