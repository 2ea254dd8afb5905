import AgentStore
import Declarations
import Foundation
import GRDB
import Testing

@Suite("A database of an older version")
struct SchemaTests {
  /// The schema of version 0.1, as its program wrote it.
  private static let version01 = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1 relationships');
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
    INSERT INTO relationship VALUES
      ('shop.test', 'pay.test', 'origin', 'pay', 1, 3, 'established', x'0102', x'03', 1210200, 'v=M2DMRT1; o',
       'v=M2DMRT1; d', 1790000000, 'confirmed', 100, 200, 150, NULL),
      ('shop.test', 'other.test', 'origin', 'other', 0, 1, 'failed', NULL, NULL, NULL, NULL, NULL, NULL, 'none', 100, 200,
       NULL, NULL);
    INSERT INTO failure VALUES ('shop.test', 'other.test', 1, 'updateRefused', 'what', 'next', 190);
    INSERT INTO remembered VALUES ('word', 'value');
    """

  @Test("is brought up to date, and nothing of it is lost")
  func migration() async throws {
    let place = try StorePlace()
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/state", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let queue = try DatabaseQueue(path: place.file)
    try await queue.write { try $0.execute(sql: Self.version01) }
    try queue.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.file)

    let store = try SQLiteStore(path: place.file)
    let relationships = try await store.relationships()
    #expect(relationships.map(\.destination.description) == ["other.test", "pay.test"])
    let established = try #require(relationships.last)
    #expect(established.keys == HostKeys(origin: [[1, 2]], destination: [[3]]))
    #expect(established.halves == Halves(origin: ["v=M2DMRT1; o"], destination: ["v=M2DMRT1; d"]))
    #expect(established.state == .established && established.publication == .confirmed)
    #expect(established.generation == 3 && established.firstGeneration == 3)
    #expect(established.validUntil == 1_790_000_000 && established.givenUntil == 1_790_000_000)
    #expect(established.establishedAt == 150 && established.standing == nil)
    #expect(established.declaredAt == nil)
    #expect(relationships.first?.failure?.code == "updateRefused")
    #expect(try await store.remembered("word") == "value")
    // The older version renewed nothing: it is time.
    #expect(try await store.due(at: 200) == [established.pair])
  }
}
