import DNS
import DNSWire
import Foundation
import Loopback
import Testing

@testable import Relationships

@Suite(
  "Publication in a real zone", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct ZonePublisherTests {
  @Test("what a wildcard makes is no RRset: it is neither demanded, nor copied, nor taken for ours")
  func wildcard() async throws {
    try await Self.withPublisher(["* TXT \"v=spf1 -all\""]) { publisher in
      let owner = "_m2dmrt.shop.test"
      let seen = try await publisher.served(at: owner)
      #expect(seen.texts.isEmpty)
      try await publisher.replace(at: owner, seen: seen, by: [Self.text("v=M2DMRT1; p=report")], patience: .zero)
      try await publisher.confirm(at: owner, [Self.text("v=M2DMRT1; p=report")])
      // Once the name is gone, the wildcard answers there again.
      try await publisher.remove(at: owner, [Self.text("v=M2DMRT1; p=report")])
      try await publisher.confirm(at: owner, [])
      try await publisher.confirmAbsence(at: owner, of: [Self.text("v=M2DMRT1; p=report")])
    }
  }

  @Test("of many updates sent together, those whose condition does not hold are refused and the others applied")
  func together() async throws {
    try await Self.withPublisher { publisher in
      let nothing = ServedRRset(rdata: [], texts: [])
      let other = [Self.text("v=M2DMRT1; there before")]
      for taken in [3, 17] {
        try await publisher.replace(at: Self.owner(taken), seen: nothing, by: other, patience: .zero)
      }
      let failures: [Int: StepFailure] = await withTaskGroup(of: (Int, StepFailure?).self) { group in
        for number in 0..<60 {
          group.addTask {
            do throws(StepFailure) {
              try await publisher.replace(
                at: Self.owner(number), seen: nothing, by: [Self.text("v=M2DMRT1; \(number)")], patience: .zero)
              return (number, nil)
            } catch {
              return (number, error)
            }
          }
        }
        return await group.reduce(into: [:]) { failures, outcome in failures[outcome.0] = outcome.1 }
      }
      #expect(failures.keys.sorted() == [3, 17])
      #expect(failures.values.map(\.code) == ["changedMeanwhile", "changedMeanwhile"])
      for number in 0..<60 {
        let expected = [3, 17].contains(number) ? other : [Self.text("v=M2DMRT1; \(number)")]
        try await publisher.confirm(at: Self.owner(number), expected)
      }
    }
  }

  @Test(
    "updates that may wait go together: as soon as a message is full, or one comes that may not wait",
    .timeLimit(.minutes(1)), arguments: [50, 7])
  func gathered(_ count: Int) async throws {
    try await Self.withPublisher { publisher in
      let nothing = ServedRRset(rdata: [], texts: [])
      let before = try await Self.serial(publisher)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<count {
          let isUrgent = count < 50 && number == count - 1
          group.addTask {
            // The urgent one comes last.
            if isUrgent { while await publisher.waitingUpdates < count - 1 { await Task.yield() } }
            try await publisher.replace(
              at: Self.owner(number), seen: nothing, by: [Self.text("v=M2DMRT1; \(number)")],
              patience: isUrgent ? .zero : .seconds(86_400))
          }
        }
        try await group.waitForAll()
      }
      #expect(try await Self.serial(publisher) == before + 1)
    }
  }

  @Test("removing what is not there is no error, and leaves what others put there")
  func removing() async throws {
    try await Self.withPublisher { publisher in
      let owner = Self.owner(1)
      let others = [Self.text("somebody else's")]
      try await publisher.remove(at: owner, [Self.text("v=M2DMRT1; never there")])
      try await publisher.replace(
        at: owner, seen: ServedRRset(rdata: [], texts: []), by: others + [Self.text("v=M2DMRT1; ours")],
        patience: .zero)
      try await publisher.remove(at: owner, [Self.text("v=M2DMRT1; ours"), Self.text("v=M2DMRT1; never there")])
      try await publisher.confirm(at: owner, others)
    }
  }

  @Test("a key that the server does not know is named, and nothing is published")
  func wrongKey() async throws {
    try await Self.withPublisher(key: "stranger") { publisher in
      await #expect { try await publisher.remove(at: Self.owner(1), [Self.text("v=M2DMRT1")]) } throws: {
        ($0 as? StepFailure)?.code == "updateKeyUnknown"
      }
    }
  }

  /// Counts the messages that changed the zone.
  private static func serial(_ publisher: ZonePublisher) async throws -> UInt32 {
    let reply = try await ServerQuery.ask(
      Question(try DomainName("shop.test"), .soa), at: publisher.primary, timeout: .seconds(5), transport: .tcp,
      dnssecOK: false)
    return try SOAData(#require(reply.answers.first).rdata).serial
  }

  private static func owner(_ number: Int) -> String { "pay-\(number).test._m2dmrt.shop.test" }
  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func withPublisher(
    _ records: [String] = [], key name: String = "agent", _ body: (ZonePublisher) async throws -> Void
  ) async throws {
    let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="
    let knot = try await KnotServer.start(
      [KnotZone("shop.test.", records: records, updateKeys: [UpdateKey(name: "agent", secret: secret)])])
    let server = try ServerAddress("\(knot.address):\(knot.port)")
    let updater = DynamicUpdater(
      server: server, key: try TSIGKey(name: try DomainName(name), algorithm: .hmacSHA256, base64Secret: secret),
      now: { UInt64(Date.now.timeIntervalSince1970) })
    do {
      try await body(
        ZonePublisher(zone: try DomainName("shop.test"), primary: server, servers: [server], updater: updater))
    } catch {
      await knot.stop()
      throw error
    }
    await knot.stop()
  }
}
