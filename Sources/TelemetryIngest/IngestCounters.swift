import Synchronization

/// What intake counts, by the name it is shown under.
public enum IngestCount: String, Hashable, Sendable, CaseIterable {
  /// Messages stored and answered.
  case stored
  /// Messages that could not be stored and were answered so.
  case storeFailed = "store-failed"
  /// Frames dropped: wrong escape, checksum or length, no delimiter, garbage.
  case dropped
  /// Bytes of what was dropped.
  case droppedBytes = "dropped-bytes"
  /// Bodies that are not as the standard says.
  case malformed
  /// Messages this version does not know.
  case unsupported
  /// Parts of split messages asked for again.
  case partsRequested = "parts-requested"
  /// Split messages given up because parts never came.
  case incomplete
  /// Commands given to terminals.
  case commands
  /// Commands that ended without what was asked for.
  case commandsFailed = "commands-failed"
  /// Registrations of terminals or vehicles that are not provisioned.
  case registrationRefused = "registration-refused"
  /// Wrong authentication codes.
  case authenticationRefused = "authentication-refused"
  /// Reports before authentication.
  case unauthenticated
  /// Connections that a newer one of the same terminal replaced.
  case replaced
  /// Connections closed on arrival because there were too many.
  case tooManyConnections = "too-many-connections"
  /// Connections closed because nothing came for too long.
  case idle
  /// Connections closed because they did not authenticate in time.
  case neverAuthenticated = "never-authenticated"
  /// Times a connection was not read because too much waited to be stored.
  case paused
  /// Connections accepted.
  case connected
}

/// The counts of one service, safe to use from anywhere.
public final class IngestCounters: Sendable {
  private let counts = Mutex<[IngestCount: Int]>([:])

  /// Nothing counted yet.
  public init() {}

  /// Adds to a count.
  public func add(_ count: IngestCount, _ amount: Int = 1) { counts.withLock { $0[count, default: 0] += amount } }

  /// A count as it stands.
  public subscript(_ count: IngestCount) -> Int { counts.withLock { $0[count] ?? 0 } }
}
