import EscortDomain
import EvidenceChain
import Foundation
import GRDB
import GRDBSQLite

/// Entries as rows of the journal's table.
enum EntryRow {
  private static let columns = "position, received, kind, origin, keys, bytes, leaf"

  static func entries(_ connection: Database, after position: Int64, limit: Int) throws -> [Entry] {
    let statement = try connection.cachedStatement(
      sql: "SELECT \(columns) FROM entry WHERE position > ? ORDER BY position LIMIT ?")
    return try entries(statement, arguments: [position, Int64(limit)])
  }

  static func entry(_ connection: Database, at position: Int64) throws -> Entry? {
    try entries(connection.cachedStatement(sql: "SELECT \(columns) FROM entry WHERE position = ?"), arguments: [position]).first
  }

  /// GRDB steps, SQLite's own calls read the columns: a start reads everything there is.
  private static func entries(_ statement: Statement, arguments: StatementArguments) throws -> [Entry] {
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var entries: [Entry] = []
    while try rows.next() != nil { entries.append(try entry(EntryColumns(statement: statement.sqliteStatement))) }
    return entries
  }

  /// Hands on every key of the entries after a position, up to another one.
  static func forEachKey(
    _ connection: Database, after position: Int64, upTo last: Int64 = .max, _ body: (EntryKey, Int64) -> Void
  ) throws {
    let sql = "SELECT position, keys FROM entry WHERE position > ? AND position <= ? AND length(keys) > 0 ORDER BY position"
    let rows = try Row.fetchCursor(connection.cachedStatement(sql: sql), arguments: [position, last])
    while let row = try rows.next() {
      let position: Int64 = row[0]
      for key in try keys([UInt8](row[1] as Data), position) { body(key, position) }
    }
  }

  private static func entry(_ columns: EntryColumns) throws -> Entry {
    let position = columns.integer(0)
    guard let leaf = LeafHash(stored: columns.bytes(6)) else { throw damaged(position) }
    return Entry(
      position: position, received: Instant(microsecondsSince1970: columns.integer(1)),
      draft: EntryDraft(
        kind: EntryKind(rawValue: columns.text(2)), origin: columns.text(3), bytes: columns.bytes(5),
        keys: try keys(columns.bytes(4), position)),
      leaf: leaf)
  }

  private static func keys(_ bytes: [UInt8], _ position: Int64) throws -> [EntryKey] {
    guard let keys = EntryEncoding.keys(stored: bytes) else { throw damaged(position) }
    return keys
  }

  private static func damaged(_ position: Int64) -> JournalError {
    .unusable(path: "journal entry \(position)", reason: "it is damaged; restore the journal from a backup")
  }
}

/// The columns of the row a statement is at.
private struct EntryColumns {
  let statement: SQLiteStatement

  func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(statement, index) }

  func text(_ index: Int32) -> String { String(decoding: bytes(index), as: UTF8.self) }

  func bytes(_ index: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, index) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
  }
}
