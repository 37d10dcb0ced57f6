import GRDB

/// The tables of a journal's file. Migrations are only ever added; the file says whose it is.
enum JournalSchema {
  /// "Esct": tells a journal from any other SQLite file.
  static let applicationID = 0x4573_6374

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 entries") { database in
      try database.execute(
        sql: """
          CREATE TABLE entry (
            position INTEGER PRIMARY KEY CHECK (position > 0),
            received INTEGER NOT NULL,
            kind TEXT NOT NULL,
            origin TEXT NOT NULL,
            keys BLOB NOT NULL,
            bytes BLOB NOT NULL,
            leaf BLOB NOT NULL CHECK (length(leaf) = 32)
          ) STRICT;
          CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
            BEGIN SELECT RAISE(ABORT, 'a journal entry is never changed'); END;
          CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'a journal entry is never deleted'); END;
          """)
    }
    return migrator
  }
}
