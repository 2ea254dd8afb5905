import GRDB

/// The store's schema, as the steps that lead to it. A step that was released is never changed.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 relationships") { database in
      try database.execute(
        sql: """
          CREATE TABLE relationship (
            origin TEXT NOT NULL,
            destination TEXT NOT NULL,
            served TEXT NOT NULL CHECK (served IN ('origin', 'destination', 'both')),
            partner TEXT,
            startedHere INTEGER NOT NULL CHECK (startedHere IN (0, 1)),
            generation INTEGER NOT NULL CHECK (generation >= 1),
            state TEXT NOT NULL,
            originKey BLOB,
            destinationKey BLOB,
            maximumValidity INTEGER,
            originHalf TEXT,
            destinationHalf TEXT,
            validUntil INTEGER,
            publication TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            changedAt INTEGER NOT NULL,
            establishedAt INTEGER,
            withdrawReason TEXT,
            PRIMARY KEY (origin, destination)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE failure (
            origin TEXT NOT NULL,
            destination TEXT NOT NULL,
            isRefusal INTEGER NOT NULL CHECK (isRefusal IN (0, 1)),
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            next TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (origin, destination),
            FOREIGN KEY (origin, destination) REFERENCES relationship (origin, destination) ON DELETE CASCADE
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
          """)
    }
    return migrator
  }
}
