import AgentStore
import Declarations
import Relationships
import Testing

@Suite("Relationships that come back from a backup")
struct RestoringTests {
  private let now: Int64 = 1_790_000_000
  private let due: Int64 = 1_790_000_060

  private func relationship(_ state: RelationshipState, _ served: ServedEnds = .origin) throws -> Relationship {
    var relationship = Relationship(
      pair: HostPair(origin: try HostName("a.test"), destination: try HostName("b.test")), served: served,
      partner: "b", startedHere: true, generation: 7, state: state, at: self.now - 100)
    relationship.keys = HostKeys(origin: [[1]], destination: [[2]])
    return relationship
  }

  private func restored(_ relationship: Relationship) -> Relationship {
    var relationship = relationship
    relationship.goOnAfterRestore(at: self.now, due: self.due)
    return relationship
  }

  @Test(
    "every number is beyond those of the rounds since, and within what a partner goes along with",
    arguments: RelationshipState.allCases)
  func numbers(_ state: RelationshipState) throws {
    let restored = self.restored(try self.relationship(state))
    #expect(restored.generation == 7 + 65_536)
    #expect(restored.generation - 7 < Round.largestStep)
    #expect(restored.firstGeneration == 7, "a partner that withdraws names a number from before")
    var last = try self.relationship(state)
    last.generation = Round.lastGeneration - 1
    #expect(self.restored(last).generation == Round.lastGeneration)
  }

  @Test("no round is under way any more", arguments: RelationshipState.allCases)
  func atRest(_ state: RelationshipState) throws {
    let restored = self.restored(try self.relationship(state))
    #expect(restored.state.rests || restored.state == .withdrawing)
    #expect(state.rests ? restored.state == state : true)
  }

  @Test("what stands is signed anew soon, at the latest when it would have been")
  func renewal() throws {
    var relationship = try self.relationship(.established)
    relationship.dueAt = self.now + 500_000
    #expect(self.restored(relationship).dueAt == self.due)
    relationship.dueAt = self.now - 5
    #expect(self.restored(relationship).dueAt == self.now - 5)
  }

  @Test("a renewal that was under way is forgotten, but not what it may have published")
  func renewing() throws {
    var relationship = try self.relationship(.halvesExchanged)
    relationship.halves = Halves(origin: ["new"], destination: ["newer"])
    relationship.publication = .underWay
    relationship.standing = Standing(
      generation: 6, startedHere: true, keys: HostKeys(origin: [[3]], destination: [[4]]),
      halves: Halves(origin: ["old"], destination: ["older"]), validUntil: self.now + 1_000)
    let restored = self.restored(relationship)
    #expect(restored.state == .established && restored.standing == nil)
    #expect(restored.halves.all == ["old", "older"])
    #expect(restored.stray == ["new", "newer"])
    #expect(restored.dueAt == self.due)
  }

  @Test("a first round whose halves were exchanged may have been published since: it is looked at, not given up")
  func firstRound() throws {
    var relationship = try self.relationship(.halvesExchanged)
    relationship.halves = Halves(origin: ["one"], destination: ["two"])
    relationship.publication = .underWay
    let restored = self.restored(relationship)
    #expect(restored.state == .established)
    #expect(RelationshipMachine(restored).action(at: self.due) == .renew)
    #expect(restored.publication == .confirmed, "so that ending it removes the records")
    #expect(self.restored(try self.relationship(.keysAgreed)).state == .failed)
  }
}
