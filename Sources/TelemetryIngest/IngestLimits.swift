public import EscortDomain

/// The bounds of intake, each with what happens past it. The service's configuration sets them (`escort serve --help`).
public struct IngestLimits: Hashable, Sendable {
  /// Terminals connected at once; a further one is closed on arrival and counted. The descriptor limit is often 20,000.
  public var mostConnections = 15_000
  /// Terminals connected at once from one address, behind which a carrier may hide thousands; a further one is closed.
  public var mostConnectionsPerAddress = 2_000
  /// A terminal that says nothing for so long is closed: three of the usual heartbeats of a minute, and a reserve.
  public var idleTimeout = TimeSpan.seconds(300)
  /// A connection that has not authenticated within this is closed.
  public var authenticationTimeout = TimeSpan.seconds(60)
  /// How long the parts of a split message are waited for before they are asked for again; each further time waits longer by the
  /// standard's rule T(n+1) = T(n) × (n+1).
  public var partTimeout = TimeSpan.seconds(5)
  /// How often missing parts are asked for before the message is given up and counted.
  public var mostPartRequests = 3
  /// How long an answer to a command is waited for before it is sent again; each further time waits longer by the standard's rule.
  public var commandTimeout = TimeSpan.seconds(20)
  /// How often a command is sent before it has timed out.
  public var mostCommandSends = 3
  /// How long a terminal may take to upload a recording after it said that it will.
  public var uploadTimeout = TimeSpan.seconds(3600)
  /// Commands one terminal may have waiting or under way.
  public var mostOpenCommands = 64
  /// Where recordings are uploaded to; `nil` refuses such commands.
  public var uploadServer: UploadServer?
  /// Messages of one connection that may wait to be stored; past it the connection is not read.
  public var mostInFlight = 256
  /// Reports a terminal stored on the way, of one connection, that may wait for their turn; past it the connection is not read.
  public var mostBackfillReports = 4096
  /// Bytes of such reports of all terminals that may wait; past it they are answered as not stored and sent again.
  public var mostBackfillBytes = 64 << 20
  /// Bytes that may wait for the journal; past it no terminal is read until half of them are stored.
  public var mostBacklogBytes = 32 << 20
  /// Bytes of one HTTP body; past it the request is refused.
  public var longestBodyBytes = 8 << 20
  /// Events of one HTTP request; past it the request is refused.
  public var mostEvents = 50_000
  /// How long a stop waits for what is under way to be stored and answered.
  public var drainTimeout = TimeSpan.seconds(6)

  /// The usual bounds.
  public init() {}
}
