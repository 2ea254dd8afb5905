import Foundation
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
    migrator.registerMigration("2 rounds") { database in
      try database.execute(
        sql: """
          ALTER TABLE relationship ADD COLUMN firstGeneration INTEGER NOT NULL DEFAULT 1;
          ALTER TABLE relationship ADD COLUMN originKeys TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE relationship ADD COLUMN destinationKeys TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE relationship ADD COLUMN originHalves TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE relationship ADD COLUMN destinationHalves TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE relationship ADD COLUMN latestExpiry INTEGER;
          ALTER TABLE relationship ADD COLUMN givenUntil INTEGER;
          ALTER TABLE relationship ADD COLUMN standing TEXT;
          ALTER TABLE relationship ADD COLUMN stray TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE relationship ADD COLUMN setbacks INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE relationship ADD COLUMN dueAt INTEGER;
          ALTER TABLE relationship ADD COLUMN partnerFence INTEGER NOT NULL DEFAULT 0;
          """)
      try self.toLists(database)
      try database.execute(
        sql: """
          UPDATE relationship SET firstGeneration = generation, givenUntil = validUntil;
          -- One that stands is renewed at once: the older version did not say when it began.
          UPDATE relationship SET dueAt = changedAt WHERE state = 'established';
          ALTER TABLE relationship DROP COLUMN originKey;
          ALTER TABLE relationship DROP COLUMN destinationKey;
          ALTER TABLE relationship DROP COLUMN originHalf;
          ALTER TABLE relationship DROP COLUMN destinationHalf;
          CREATE INDEX relationshipState ON relationship (state);
          CREATE INDEX relationshipDue ON relationship (dueAt) WHERE dueAt IS NOT NULL;
          """)
    }
    migrator.registerMigration("3 since when keys are declared") { database in
      try database.execute(sql: "ALTER TABLE relationship ADD COLUMN declaredAt INTEGER")
    }
    return migrator
  }

  /// One key and one half for each host become lists of one.
  private static func toLists(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT origin, destination, originKey, destinationKey, originHalf, destinationHalf FROM relationship")
    for row in rows {
      let keys = ["originKey", "destinationKey"].map { (row[$0] as Data?).map { [$0.base64EncodedString()] } ?? [] }
      let halves = ["originHalf", "destinationHalf"].map { (row[$0] as String?).map { [$0] } ?? [] }
      let lists = try (keys + halves).map { try TextList.encode($0) }
      try database.execute(
        sql: """
          UPDATE relationship SET originKeys = ?, destinationKeys = ?, originHalves = ?, destinationHalves = ?
          WHERE origin = ? AND destination = ?
          """,
        arguments: StatementArguments(lists + [row["origin"], row["destination"]]))
    }
  }
}
