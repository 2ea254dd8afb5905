import DNSWire
import Testing

@Suite("Update messages") struct UpdateMessageTests {
  private let zone: DomainName
  private let name: DomainName

  init() throws {
    zone = try DomainName("t")
    name = try DomainName("a.t")
  }

  /// Header, zone section, and then the one record of the section named, its owner compressed.
  private func octets(_ update: UpdateMessage) throws -> [UInt8] { try update.message(id: 0x0102).encoded() }

  @Test("Every prerequisite has the class, type and data of RFC 2136 §2.4")
  func prerequisites() throws {
    let cases: [(UpdateMessage.Prerequisite, String)] = [
      (.rrsetExists(name, .txt), "0010 00ff 00000000 0000"),
      (.rrsetAbsent(name, .txt), "0010 00fe 00000000 0000"),
      (.nameInUse(name), "00ff 00ff 00000000 0000"),
      (.nameNotInUse(name), "00ff 00fe 00000000 0000"),
      (.rrsetEquals(name, .txt, rdata: [[1, 0x78]]), "0010 0001 00000000 0002 0178"),
      (.rrsetEquals(name, .txt, rdata: []), "0010 00fe 00000000 0000"),
    ]
    for (prerequisite, record) in cases {
      let update = UpdateMessage(zone: zone, prerequisites: [prerequisite], changes: [])
      let expected = hex("0102 2800 0001 0001 0000 0000 0174 00 0006 0001 0161 c00c \(record)")
      #expect(try octets(update) == expected, "\(prerequisite)")
    }
  }

  @Test("Every change has the class, type and data of RFC 2136 §2.5")
  func changes() throws {
    let cases: [(UpdateMessage.Change, String)] = [
      (.add(ResourceRecord(name, .txt, ttl: 300, rdata: [1, 0x78])), "0010 0001 0000012c 0002 0178"),
      (.deleteRRset(name, .txt), "0010 00ff 00000000 0000"),
      (.deleteName(name), "00ff 00ff 00000000 0000"),
      (.deleteRecord(name, .txt, rdata: [1, 0x78]), "0010 00fe 00000000 0002 0178"),
    ]
    for (change, record) in cases {
      let update = UpdateMessage(zone: zone, changes: [change])
      let expected = hex("0102 2800 0001 0000 0001 0000 0174 00 0006 0001 0161 c00c \(record)")
      #expect(try octets(update) == expected, "\(change)")
    }
  }

  @Test("Replacing demands the old records, all of them, and writes the new ones")
  func replacing() throws {
    let update = UpdateMessage.replacing([[1, 1], [1, 2]], at: name, .txt, in: zone, by: [[1, 3]], ttl: 60)
    #expect(update.prerequisites == [.rrsetEquals(name, .txt, rdata: [[1, 1], [1, 2]])])
    #expect(update.changes == [.deleteRRset(name, .txt), .add(ResourceRecord(name, .txt, ttl: 60, rdata: [1, 3]))])
    #expect(update.message(id: 1).answers.count == 2)
  }
}
