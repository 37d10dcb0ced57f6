import Logging

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
  /// Records of batches that could not be read; the others of the batch are kept.
  case badRecords = "bad-records"
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
  /// Positions of phones that said themselves that another app had made them up.
  case mockPosition = "mock-position"
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
  /// Datagrams not read because too much waited to be stored; their terminals send them again.
  case datagramsUnread = "datagrams-unread"
  /// Answers over UDP that were not sent because the network took no more.
  case datagramsUnsent = "datagrams-unsent"
  /// Times a terminal was not read because it did not take its answers.
  case slowReaders = "slow-readers"
  /// Connections accepted.
  case connected
}

extension IngestCount {
  /// What is said of it when it may be somebody's doing.
  var warning: Logger.Message? {
    switch self {
    case .registrationRefused: "security: a terminal that is not provisioned so was refused"
    case .authenticationRefused: "security: a wrong authentication code was refused"
    case .mockPosition: "security: a phone reports positions that another app made up"
    default: nil
    }
  }
}
