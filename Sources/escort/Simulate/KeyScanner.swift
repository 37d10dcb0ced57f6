import ConvoySimulator

/// Finds the keys of a play in what a terminal sends; an arrow is three bytes, which may come in pieces.
struct KeyScanner {
  private enum State {
    case plain
    case escape
    case sequence
  }

  private var state = State.plain

  /// The keys the next bytes complete; what is no key of a play is passed over.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [PlayControl.Key] {
    bytes.compactMap { byte in
      switch (state, byte) {
      case (_, 0x1B):
        state = .escape
        return nil
      // The two ways terminals begin an arrow: cursor keys and application keys.
      case (.escape, UInt8(ascii: "[")), (.escape, UInt8(ascii: "O")):
        state = .sequence
        return nil
      case (.sequence, 0x20...0x3F): return nil  // parameters, as of an arrow with Shift
      case (.sequence, UInt8(ascii: "C")):
        state = .plain
        return .forward
      case (.sequence, UInt8(ascii: "D")):
        state = .plain
        return .back
      case (.plain, UInt8(ascii: " ")): return .pause
      default:
        state = .plain
        return nil
      }
    }
  }
}
