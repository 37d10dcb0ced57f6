import EscortDomain
import EvidenceChain
import GRDB
import GRDBSQLite

/// Writes entries with SQLite's own calls on GRDB's connection: the path of every answer (DESIGN.md "Journal").
final class EntryWriter {
  private let database: DatabaseQueue
  private(set) var lastPosition: Int64

  init(_ database: DatabaseQueue, lastPosition: Int64) {
    self.database = database
    self.lastPosition = lastPosition
  }

  /// Stores drafts in one transaction and returns when it is synced; on any failure nothing of them is stored.
  func write(_ drafts: [(received: Instant, draft: EntryDraft)]) throws -> [Receipt] {
    let first = lastPosition + 1
    let receipts = try database.writeWithoutTransaction { connection in
      try connection.execute(sql: "BEGIN IMMEDIATE")
      do {
        let receipts = try insert(drafts, from: first, into: connection)
        try connection.execute(sql: "COMMIT")
        return receipts
      } catch {
        if connection.isInsideTransaction { try? connection.execute(sql: "ROLLBACK") }  // the first error is the one to tell
        throw error
      }
    }
    lastPosition += Int64(receipts.count)
    return receipts
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
