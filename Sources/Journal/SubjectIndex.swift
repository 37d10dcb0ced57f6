import EscortDomain
import GRDB

/// The places of entries by subject and device time, in a file of its own that is written in bulk behind the journal.
///
/// It holds nothing that the journal does not: deleted, it is built again. What it does not cover yet is read from the
/// journal's tail.
struct SubjectIndex: Sendable {
  private let database: DatabaseQueue

  init(path: String) throws {
    var configuration = Configuration()
    configuration.label = "journal.index"
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA journal_mode = WAL")
      try connection.execute(sql: "PRAGMA synchronous = NORMAL")
      try connection.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS place (
            subject TEXT NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (subject, at, position)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE IF NOT EXISTS covered (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL) STRICT;
          INSERT OR IGNORE INTO covered (id, position) VALUES (1, 0);
          """)
    }
  }

  /// The last position whose keys are in the index.
  func coveredPosition() throws -> Int64 {
    try database.read { try Int64.fetchOne($0, sql: "SELECT position FROM covered") ?? 0 }
  }

  /// Takes the keys of entries in, sorted so that each leaf of the tree is touched once.
  func cover(_ entries: [Entry]) throws {
    guard let last = entries.last else { return }
    let places = entries.flatMap { entry in entry.draft.keys.map { ($0, entry.position) } }
      .sorted { left, right in
        if left.0.subject != right.0.subject { return left.0.subject.precedesByCodePoint(right.0.subject) }
        return left.0.at != right.0.at ? left.0.at < right.0.at : left.1 < right.1
      }
    try database.write { connection in
      let sql = "INSERT OR IGNORE INTO place (subject, at, position) VALUES (?, ?, ?)"
      let statement = try connection.cachedStatement(sql: sql)
      for (key, position) in places {
        try statement.execute(arguments: [key.subject, key.at.microsecondsSince1970, position])
      }
      try connection.execute(sql: "UPDATE covered SET position = ?", arguments: [last.position])
    }
  }

  /// What of a subject's stretch is covered: the last covered position, and the places found up to it.
  func places(
    subject: String, from: Instant, to: Instant, limit: Int
  ) async throws -> (covered: Int64, places: [(at: Int64, position: Int64)]) {
    try await database.read { connection in
      let covered = try Int64.fetchOne(connection, sql: "SELECT position FROM covered") ?? 0
      let rows = try Row.fetchAll(
        connection,
        sql: "SELECT at, position FROM place WHERE subject = ? AND at >= ? AND at < ? ORDER BY at, position LIMIT ?",
        arguments: [subject, from.microsecondsSince1970, to.microsecondsSince1970, limit])
      return (covered, rows.map { ($0[0], $0[1]) })
    }
  }

  func close() throws { try database.close() }
}
