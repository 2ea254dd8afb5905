import AgentStore
import Declarations
import Logging
import Relationships
import TLSKeys
import Testing

@Suite("Records that no relationship owns")
struct PruningTests {
  /// Runs a test in a world in which the shop's relationship is established.
  private func established(_ body: (PretendWorld, Relationship) async throws -> Void) async throws {
    let world = try PretendWorld()
    let relationship = try await world.shop.registrar.create(world.pair) { _ in }
    try await body(world, relationship)
    await world.close()
  }

  private func octets(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// A record of the origin's, or of the destination's, by a key that no agent here holds.
  private func record(
    by key: PrivateKey, signer: HostName, over targets: [PublicKey], _ pair: HostPair
  ) throws -> [UInt8] {
    let statement = try Statement(
      origin: pair.origin, destination: pair.destination, signer: signer, algorithm: key.publicKey.algorithm,
      notBefore: PretendWorld.start, expires: PretendWorld.start + 1_000, signerKey: key.publicKey.digest,
      targetKeys: targets.map(\.digest))
    return Array(DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text.utf8)
  }

  @Test("what is established is nobody's to remove, and neither is a host's policy")
  func nothing() async throws {
    try await self.established { (world, relationship) async throws in
      let outcome = try await world.shop.registrar.prune(removes: true)
      #expect(outcome.leftOvers.isEmpty && outcome.problems.isEmpty)
      #expect(outcome.searches.map(\.isWhole) == [true] && outcome.searches.map(\.names) == [1])
      #expect(Set(world.zone.texts(world.owner)) == Set(relationship.halves.all))
      #expect(world.zone.texts("_m2dmrt.shop.test").count == 1)
    }
  }

  @Test(
    "records of a relationship that is over, or that no store knows, are listed and then removed",
    arguments: [true, false])
  func leftBehind(_ isKnown: Bool) async throws {
    try await self.established { (world, relationship) async throws in
      _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
      // As an agent does that was stopped before its update, and wakes up after others have ended the relationship.
      let records = self.octets(relationship.halves.all)
      world.zone.set { $0.records[world.owner] = records }
      if !isKnown {
        let fresh = try PretendWorld()
        let key = try #require(world.shop.signer.set { $0.keys[world.shop.host] })
        let owner = world.shop.host
        fresh.shop.signer.set { $0.keys[owner] = key }
        fresh.zone.set { $0.records[world.owner] = records }
        try await self.expectRemoval(fresh, relationship)
        await fresh.close()
        return
      }
      try await self.expectRemoval(world, relationship)
    }
  }

  private func expectRemoval(_ world: PretendWorld, _ relationship: Relationship) async throws {
    let listed = try await world.shop.registrar.prune(removes: false)
    #expect(listed.leftOvers.map(\.owner) == [world.owner] && listed.leftOvers.map(\.isRemoved) == [false])
    #expect(Set(listed.leftOvers[0].records) == Set(relationship.halves.all) && !listed.leftOvers[0].isOwned)
    #expect(world.zone.texts(world.owner).count == 2)
    let removed = try await world.shop.registrar.prune(removes: true)
    #expect(removed.leftOvers.map(\.isRemoved) == [true])
    #expect(world.zone.texts(world.owner).isEmpty)
    #expect(try await world.shop.registrar.prune(removes: true).leftOvers.isEmpty)
  }

  @Test("of the records at a relationship's name those of no round go, and the others stay")
  func singleRecords() async throws {
    try await self.established { world, first in
      let second = try await world.shop.registrar.renew(world.pair) { _ in }
      let (current, old) = (self.octets(second.halves.all), self.octets(first.halves.all))
      world.zone.set { $0.records[world.owner] = current + old }
      let outcome = try await world.shop.registrar.prune(removes: true)
      #expect(outcome.leftOvers.map { Set($0.records) } == [Set(first.halves.all)])
      #expect(outcome.leftOvers.map(\.isOwned) == [true])
      #expect(Set(world.zone.texts(world.owner)) == Set(second.halves.all))
      // The destination's half alone, which has nothing of ours beside it but the relationship's own.
      world.zone.set { $0.records[world.owner] = current + Array(old.suffix(1)) }
      #expect(try await world.shop.registrar.prune(removes: true).leftOvers.map(\.records.count) == [1])
      #expect(Set(world.zone.texts(world.owner)) == Set(second.halves.all))
    }
  }

  @Test("after a restore, the records of a later round than the store knows of are not taken for left over")
  func restored() async throws {
    try await self.established { world, first in
      let second = try await world.shop.registrar.renew(world.pair) { _ in }
      await world.end(world.shop)
      var backup = first
      backup.goOnAfterRestore(at: PretendWorld.start, due: PretendWorld.start + 60)
      try await world.shop.store.put(backup)
      world.begin(world.shop, world.pay)
      #expect(try await world.shop.registrar.prune(removes: true).leftOvers.isEmpty)
      #expect(Set(world.zone.texts(world.owner)) == Set(second.halves.all))
    }
  }

  @Test("what others have at the same name stays: texts, malformed records, other keys' pairs")
  func others() async throws {
    try await self.established { (world, relationship) async throws in
      _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
      let (strangerKey, payKey) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
      let ours = try #require(world.shop.signer.set { $0.keys[world.shop.host]?.first })
      let others = [
        Array("somebody's text".utf8), Array("v=M2DMRT1; s=shop.test".utf8),
        try self.record(by: strangerKey, signer: world.pair.origin, over: [payKey.publicKey], world.pair),
        // The payment provider's half for the stranger, which names our key too.
        try self.record(
          by: payKey, signer: world.pair.destination, over: [strangerKey.publicKey, ours.publicKey], world.pair),
        // Signed by nobody: it only says that it is ours.
        self.forged(relationship),
      ]
      let records = self.octets(relationship.halves.all)
      world.zone.set { $0.records[world.owner] = others + records }
      let outcome = try await world.shop.registrar.prune(removes: true)
      #expect(outcome.leftOvers.map { Set($0.records) } == [Set(relationship.halves.all)])
      #expect(world.zone.texts(world.owner) == others.map { String(decoding: $0, as: UTF8.self) })
    }
  }

  /// The origin's half with another signature.
  private func forged(_ relationship: Relationship) -> [UInt8] {
    var text = Array(relationship.halves.origin[0].utf8)
    text[text.count - 10] = text[text.count - 10] == 0x41 ? 0x42 : 0x41
    return text
  }

  @Test("while a round is under way nothing at its name is judged")
  func underWay() async throws {
    try await self.established { (world, relationship) async throws in
      world.zone.set { $0.isPrimaryDown = true }
      let renewing = Task { try? await world.shop.registrar.renew(world.pair) { _ in } }
      _ = try await world.wait(world.shop) { $0.state == .halvesExchanged }
      world.zone.set { $0.isPrimaryDown = false }
      world.zone.set { $0.refusesUpdates = true }
      let old = self.octets(relationship.halves.all)
      let strange = try self.record(
        by: try #require(world.shop.signer.set { $0.keys[world.shop.host]?.first }), signer: world.pair.origin,
        over: [try PrivateKey.generate(.p256).publicKey], world.pair)
      world.zone.set { $0.records[world.owner] = old + [strange] }
      #expect(try await world.shop.registrar.prune(removes: true).leftOvers.isEmpty)
      #expect(world.zone.texts(world.owner).count == 3)
      renewing.cancel()
    }
  }

  @Test("a change made just before the removal wins over it")
  func changedMeanwhile() async throws {
    try await self.established { (world, relationship) async throws in
      _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
      let records = self.octets(relationship.halves.all)
      world.zone.set { $0.records[world.owner] = records }
      world.zone.set { $0.interference = records + [Array("another's".utf8)] }
      let outcome = try await world.shop.registrar.prune(removes: true)
      #expect(outcome.leftOvers.map { $0.failure?.code } == ["changedMeanwhile"])
      #expect(outcome.leftOvers.map(\.isRemoved) == [false])
      #expect(world.zone.texts(world.owner).count == 3)
    }
  }

  @Test("of a zone that is not handed over the names that are known or given are looked at, and that is said")
  func withoutTransfer() async throws {
    try await self.established { (world, relationship) async throws in
      _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
      let other = HostPair(origin: world.pair.origin, destination: try HostName("other.test"))
      let key = try #require(world.shop.signer.set { $0.keys[world.shop.host]?.first })
      let lost = try self.record(by: key, signer: other.origin, over: [try PrivateKey.generate(.p256).publicKey], other)
      let records = self.octets(relationship.halves.all)
      world.zone.set { state in
        state.isTransferable = false
        state.records[world.owner] = records
        state.records["other.test._m2dmrt.shop.test"] = [lost]
      }
      let known = try await world.shop.registrar.prune(removes: false)
      #expect(known.leftOvers.map(\.pair) == [world.pair])
      #expect(known.searches.map(\.isWhole) == [false] && known.searches.map(\.names) == [1])
      #expect(known.searches.map { $0.problem?.code } == ["transferRefused"])
      let named = try await world.shop.registrar.prune(pairs: [other], removes: true)
      #expect(Set(named.leftOvers.map(\.pair)) == [world.pair, other])
      #expect(world.zone.texts("other.test._m2dmrt.shop.test").isEmpty)
    }
  }

  @Test("a zone that this agent does not publish in is refused, and so is everything where it publishes in none")
  func otherZones() async throws {
    try await self.established { (world, _) async throws in
      await #expect { _ = try await world.shop.registrar.prune(zones: ["pay.test"], removes: true) } throws: {
        ($0 as? StepFailure)?.code == "noPublisher"
      }
      await #expect { _ = try await world.pay.registrar.prune(removes: true) } throws: {
        ($0 as? StepFailure)?.code == "noPublisher"
      }
      #expect(try await world.shop.registrar.prune(zones: ["shop.test"], removes: false).searches.count == 1)
    }
  }

  @Test("where another agent works on the pair, this one lists and leaves the removal to it")
  func divided() async throws {
    try await self.established { (world, relationship) async throws in
      _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
      let records = self.octets(relationship.halves.all)
      world.zone.set { $0.records[world.owner] = records }
      let idle = world.idleRegistrar(of: world.shop)
      let outcome = try await idle.prune(removes: true)
      #expect(outcome.leftOvers.map { $0.failure?.code } == ["othersPair"])
      #expect(outcome.leftOvers[0].failure?.message.contains("warifud on b") == true)
      #expect(world.zone.texts(world.owner).count == 2)
    }
  }
}

/// The division of an agent all of whose work another one does.
private struct OthersWork: WorkDivision {
  func mine(_ pair: HostPair) -> Fence? { nil }
  func begin(_ pair: HostPair) -> WorkPermit? { nil }
  func other(_ pair: HostPair) -> String? { "warifud on b" }
  func share() -> WorkShare? { nil }
  func news() -> AsyncStream<WorkNews> { AsyncStream { _ in } }
}

extension PretendWorld {
  /// Another agent of a side's organization, which has the same store and works on nothing.
  fileprivate func idleRegistrar(of side: Side) -> Registrar {
    let organization = Organization(
      name: "\(side.host)", hosts: [ServedHost(name: side.host, signer: side.signer)], partners: [],
      publishers: [ZonePublication(zone: "shop.test", publisher: self.zone)])
    return Registrar(
      organization: organization, store: side.store, division: OthersWork(), sight: self.zone,
      logger: .init(label: "test"), now: { PretendWorld.start })
  }
}
