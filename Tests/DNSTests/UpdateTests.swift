import DNS
import DNSWire
import Foundation
import Loopback
import Testing

@Suite("Updates of real servers", .enabled(if: Brand.areInstalled, "\(Brand.missing)"))
struct UpdateTests {
  @Test(
    "A record added is served, a record or an RRset deleted is not", arguments: Brand.allCases,
    DynamicUpdater.Transport.allCases)
  func addAndDelete(brand: Brand, transport: DynamicUpdater.Transport) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(transport)
      let name = try Updates.name()
      try await updater.send(try Updates.add("one", "two; three", "four"))
      #expect(try await server.texts(Updates.nameText) == ["four", "one", "two; three"])
      let one = UpdateMessage.Change.deleteRecord(name, .txt, rdata: Updates.data(["one"])[0])
      try await updater.send(UpdateMessage(zone: try Updates.zone(), changes: [one]))
      #expect(try await server.texts(Updates.nameText) == ["four", "two; three"])
      try await updater.send(UpdateMessage(zone: try Updates.zone(), changes: [.deleteRRset(name, .txt)]))
      #expect(try await server.texts(Updates.nameText) == [])
    }
  }

  @Test(
    "An RRset is replaced only while it is exactly as last seen", arguments: Brand.allCases,
    DynamicUpdater.Transport.allCases)
  func replace(brand: Brand, transport: DynamicUpdater.Transport) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(transport)
      try await updater.send(try Updates.replace([], by: ["a", "b"]))
      try await updater.send(try Updates.replace(["b", "a"], by: ["c", "d"]))
      #expect(try await server.texts(Updates.nameText) == ["c", "d"])
      // Nothing there was expected; one is missing from what was expected; one is too many; one differs.
      for (old, code) in [
        ([], ResponseCode.rrsetExists), (["c"], .noSuchRRset), (["c", "d", "e"], .noSuchRRset),
        (["c", "x"], .noSuchRRset),
      ] {
        await #expect(throws: UpdateError.prerequisiteFailed(server.address, code), "\(old)") {
          try await updater.send(try Updates.replace(old, by: ["z"]))
        }
      }
      #expect(try await server.texts(Updates.nameText) == ["c", "d"])
    }
  }

  @Test("The other prerequisites are told apart by their codes", arguments: Brand.allCases)
  func prerequisites(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(.tcp)
      let name = try Updates.name()
      func fails(_ prerequisite: UpdateMessage.Prerequisite, _ code: ResponseCode) async {
        await #expect(throws: UpdateError.prerequisiteFailed(server.address, code), "\(prerequisite)") {
          try await updater.send(try Updates.add("never", if: [prerequisite]))
        }
      }
      await fails(.rrsetExists(name, .txt), .noSuchRRset)
      await fails(.nameInUse(name), .nameError)
      try await updater.send(try Updates.add("one", if: [.nameNotInUse(name), .rrsetAbsent(name, .txt)]))
      await fails(.rrsetAbsent(name, .txt), .rrsetExists)
      await fails(.nameNotInUse(name), .nameExists)
      try await updater.send(try Updates.add("two", if: [.nameInUse(name), .rrsetExists(name, .txt)]))
      #expect(try await server.texts(Updates.nameText) == ["one", "two"])
    }
  }

  @Test("HMAC with SHA-384 and SHA-512 is understood too", arguments: Brand.allCases)
  func algorithms(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      try await server.updater(.tcp, key: "AGENT384", algorithm: .hmacSHA384).send(try Updates.add("384"))
      try await server.updater(.tcp, key: "agent512", algorithm: .hmacSHA512).send(try Updates.add("512"))
      #expect(try await server.texts(Updates.nameText) == ["384", "512"])
    }
  }

  @Test("An RRset of 60,000 octets is written and read back over TCP", arguments: Brand.allCases)
  func large(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      // As many records as agents read at most; BIND takes no more than 100 of one type unless told otherwise.
      let texts = (0..<64).map { String(format: "%03d", $0) + String(repeating: "x", count: 930) }
      let rdata = Updates.data(texts)
      #expect(rdata.map(\.count).reduce(0, +) > 59_900 && rdata.map(\.count).reduce(0, +) < 60_000)
      try await server.updater(.tcp).send(try Updates.replace([], by: texts))
      #expect(try await server.texts(Updates.nameText) == texts)
    }
  }

  @Test("knsupdate does the same to a record set, as kdig sees it", arguments: Brand.allCases)
  func sameAsKnsupdate(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      try await server.updater(.tcp).send(try Updates.replace([], by: ["old"]))
      try await server.updater(.tcp).send(try Updates.replace(["old"], by: ["new 1", "new 2"]))
      let other = "other._m2dmrt.ec-1.test."
      let script = """
        server 127.0.0.1 \(server.address.port)
        zone ec-1.test.
        key hmac-sha256:agent \(UpdateServer.secret)
        prereq nxrrset \(other) TXT
        add \(other) 60 TXT "old"
        send
        prereq yxrrset \(other) TXT "old"
        del \(other) TXT
        add \(other) 60 TXT "new 1"
        add \(other) 60 TXT "new 2"
        send

        """
      try await Command.succeed("knsupdate", ["-v"], input: Array(script.utf8))
      let place = ["@127.0.0.1", "-p", "\(server.address.port)", "+noall", "+answer", "+short"]
      let ours = try await Command.succeed("kdig", place + [Updates.nameText, "TXT"])
      let theirs = try await Command.succeed("kdig", place + [other, "TXT"])
      #expect(Set(ours.split(separator: "\n")) == ["\"new 1\"", "\"new 2\""])
      #expect(Set(ours.split(separator: "\n")) == Set(theirs.split(separator: "\n")))
      let answers = try await [Updates.nameText, other].asyncMap { text in
        let name = try DomainName(text)
        return try await ServerQuery.ask(Question(name, .txt), at: server.address, transport: .tcp)
          .answers(name, .txt).map { "\($0.ttl) \($0.rdata)" }.sorted()
      }
      #expect(answers[0] == answers[1])
    }
  }
}

extension Array {
  fileprivate func asyncMap<Other>(_ transform: (Element) async throws -> Other) async throws -> [Other] {
    var others: [Other] = []
    for element in self { others.append(try await transform(element)) }
    return others
  }
}
