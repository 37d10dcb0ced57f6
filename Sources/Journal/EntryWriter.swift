import EscortDomain
import EvidenceChain
import GRDB
import GRDBSQLite

/// Writes entries with SQLite's own calls on GRDB's connection: the path of every answer (DESIGN.md "Journal").
final class EntryWriter {
  private let database: DatabaseQueue
  private let checkpointPages: Int
  private var pagesInLog = 0
  private(set) var lastPosition: Int64

  init(_ database: DatabaseQueue, lastPosition: Int64, checkpointPages: Int) {
    self.database = database
    self.lastPosition = lastPosition
    self.checkpointPages = checkpointPages
  }

  /// Stores drafts in one transaction and returns when it is synced; on any failure nothing of them is stored.
  func write(_ drafts: [(received: Instant, draft: EntryDraft)]) throws -> [Receipt] {
    let first = lastPosition + 1
    let receipts = try database.writeWithoutTransaction { connection in
      try connection.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      do {
        let receipts = try insert(drafts, from: first, into: connection)
        try connection.cachedStatement(sql: "COMMIT").execute()
        pagesInLog += Self.takePagesWritten(connection)
        return receipts
      } catch {
        if connection.isInsideTransaction { try? connection.execute(sql: "ROLLBACK") }  // the first error is the one to tell
        throw error
      }
    }
    lastPosition += Int64(receipts.count)
    return receipts
  }

  /// Moves the log into the file when it has grown by its measure; false when it had not.
  ///
  /// A reader in the midst of something lets only a part be moved, and a full disk nothing: then the log grows on and is tried later.
  func checkpointWhenDue() -> Bool {
    guard pagesInLog >= checkpointPages else { return false }
    pagesInLog = 0
    database.writeWithoutTransaction { connection in
      _ = sqlite3_wal_checkpoint_v2(connection.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
    return true
  }

  /// The pages written since this was last asked.
  private static func takePagesWritten(_ connection: Database) -> Int {
    var pages: Int32 = 0
    var highest: Int32 = 0
    sqlite3_db_status(connection.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
    return Int(pages)
  }

  private func insert(
    _ drafts: [(received: Instant, draft: EntryDraft)], from first: Int64, into connection: Database
  ) throws -> [Receipt] {
    let sql = "INSERT INTO entry (position, received, kind, origin, keys, bytes, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)"
    let statement = try connection.cachedStatement(sql: sql).sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    var receipts: [Receipt] = []
    receipts.reserveCapacity(drafts.count)
    for (index, item) in drafts.enumerated() {
      let entry = Entry(position: first + Int64(index), received: item.received, draft: item.draft)
      sqlite3_reset(statement)
      sqlite3_bind_int64(statement, 1, entry.position)
      sqlite3_bind_int64(statement, 2, entry.received.microsecondsSince1970)
      bind(entry.draft.kind.rawValue, 3, statement)
      bind(entry.draft.origin, 4, statement)
      bind(EntryEncoding.keys(entry.draft.keys), 5, statement)
      bind(entry.draft.bytes, 6, statement)
      bind(entry.leaf.bytes, 7, statement)
      let code = sqlite3_step(statement)
      guard code == SQLITE_DONE else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: connection.lastErrorMessage)
      }
      receipts.append(Receipt(position: entry.position, received: entry.received))
    }
    return receipts
  }

  private func bind(_ text: String, _ index: Int32, _ statement: OpaquePointer?) {
    var text = text
    text.withUTF8 { utf8 in
      _ = utf8.withMemoryRebound(to: CChar.self) { characters in
        sqlite3_bind_text(statement, index, characters.baseAddress, Int32(clamping: characters.count), Self.copies)
      }
    }
  }

  private func bind(_ bytes: [UInt8], _ index: Int32, _ statement: OpaquePointer?) {
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(statement, index, 0)
    } else {
      _ = bytes.withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32(clamping: $0.count), Self.copies) }
    }
  }

  /// SQLITE_TRANSIENT: SQLite takes its own copy.
  private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
