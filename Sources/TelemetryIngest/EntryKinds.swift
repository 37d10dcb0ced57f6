public import Journal

extension EntryKind {
  /// A JT/T 808 message as received: one frame, or all frames of a split message. Origin: the terminal's identity.
  public static let jt808Frame = EntryKind(rawValue: "jt808-frame")
  /// One part of a split message whose parts are answered one by one; the whole follows as ``jt808Frame``. Origin: the
  /// terminal's identity.
  public static let jt808Part = EntryKind(rawValue: "jt808-part")
  /// A terminal was registered; the bytes hold the hash of its code. Origin: the terminal's identity.
  public static let terminalRegistered = EntryKind(rawValue: "terminal-registered")
  /// A terminal unregistered. Origin: the terminal's identity.
  public static let terminalUnregistered = EntryKind(rawValue: "terminal-unregistered")
  /// A terminal authenticated. Origin: the terminal's identity.
  public static let terminalAuthenticated = EntryKind(rawValue: "terminal-authenticated")
  /// A terminal's connection was replaced by a newer one. Origin: the terminal's identity.
  public static let terminalReplaced = EntryKind(rawValue: "terminal-replaced")
  /// A line of a feed or of telemetry as received: one JSON object. Origin: who posted it.
  public static let feedLine = EntryKind(rawValue: "feed-line")
  /// A position of a phone, as JSON. Origin: whose phone it is, as a token's holder is written.
  public static let phoneReport = EntryKind(rawValue: "phone-report")
  /// A token was given; the bytes hold its hash. Origin: the holder.
  public static let tokenGiven = EntryKind(rawValue: "token-given")
  /// A command was given; the bytes are JSON: what, to which terminal, until when. Origin: who gave it.
  public static let commandIssued = EntryKind(rawValue: "command-issued")
  /// A command came further or ended; the bytes are JSON: which, how far, why. Origin: the terminal's identity.
  public static let commandOutcome = EntryKind(rawValue: "command-outcome")
}
