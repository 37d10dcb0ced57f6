import EscortDomain
import EvidenceChain
import Foundation
import GRDB

/// Entries as rows of the journal's table.
enum EntryRow {
  private static let columns = "position, received, kind, origin, keys, bytes, leaf"

  static func entries(_ connection: Database, after position: Int64, limit: Int) throws -> [Entry] {
    try Row.fetchAll(
      connection, sql: "SELECT \(columns) FROM entry WHERE position > ? ORDER BY position LIMIT ?",
      arguments: [position, limit]
    ).map(entry)
  }

  static func entry(_ connection: Database, at position: Int64) throws -> Entry? {
    try Row.fetchOne(connection, sql: "SELECT \(columns) FROM entry WHERE position = ?", arguments: [position]).map(entry)
  }

  /// Hands on every key of the entries after a position, up to another one.
  static func forEachKey(
    _ connection: Database, after position: Int64, upTo last: Int64 = .max, _ body: (EntryKey, Int64) -> Void
  ) throws {
    let sql = "SELECT position, keys FROM entry WHERE position > ? AND position <= ? AND length(keys) > 0 ORDER BY position"
    let rows = try Row.fetchCursor(connection.cachedStatement(sql: sql), arguments: [position, last])
    while let row = try rows.next() {
      let position: Int64 = row[0]
      for key in try keys(row[1], position) { body(key, position) }
    }
  }

  private static func entry(_ row: Row) throws -> Entry {
    let position: Int64 = row[0]
    guard let leaf = LeafHash(stored: [UInt8](row[6] as Data)) else { throw damaged(position) }
    return Entry(
      position: position,
      received: Instant(microsecondsSince1970: row[1]),
      draft: EntryDraft(
        kind: EntryKind(rawValue: row[2]), origin: row[3], bytes: [UInt8](row[5] as Data), keys: try keys(row[4], position)),
      leaf: leaf)
  }

  private static func keys(_ data: Data, _ position: Int64) throws -> [EntryKey] {
    guard let keys = EntryEncoding.keys(stored: [UInt8](data)) else { throw damaged(position) }
    return keys
  }

  private static func damaged(_ position: Int64) -> JournalError {
    .unusable(path: "journal entry \(position)", reason: "it is damaged; restore the journal from a backup")
  }
}
