import AgentStore
import Declarations
import Monitoring
import Testing

@testable import Agent

@Suite("What a change of a relationship gives cause to tell")
struct StoredEventTests {
  private func relationship(
    _ state: RelationshipState, generation: Int64 = 1, first: Int64 = 1, setbacks: Int64 = 0, _ code: String? = nil
  ) throws -> Relationship {
    var relationship = Relationship(
      pair: HostPair(origin: try HostName("shop.test"), destination: try HostName("pay.test")), served: .origin,
      partner: "pay", startedHere: true, generation: generation, state: state, at: 1)
    relationship.firstGeneration = first
    relationship.setbacks = setbacks
    relationship.failure = code.map { RecordedFailure(code: $0, message: "no", next: "", at: 1) }
    return relationship
  }

  private func name(_ before: Relationship?, _ after: Relationship) -> String? {
    MonitorEvent(before, after, at: 7)?.what.name
  }

  @Test("registered, renewed, failed and withdrawn are told once; steps on the way are not")
  func lifecycle() throws {
    let established = try self.relationship(.established)
    for state in [RelationshipState.proposed, .keysAgreed, .halvesExchanged, .published, .withdrawing] {
      #expect(self.name(nil, try self.relationship(state)) == nil)
      #expect(self.name(established, try self.relationship(state, generation: 2)) == nil)
    }
    #expect(self.name(try self.relationship(.published), established) == "relationshipEstablished")
    #expect(self.name(established, established) == nil)
    #expect(self.name(established, try self.relationship(.established, "heldUp")) == nil)
    let renewed = try self.relationship(.established, generation: 2)
    #expect(self.name(try self.relationship(.published, generation: 2), renewed) == "relationshipRenewed")
    #expect(self.name(renewed, renewed) == nil)
    // A pair that ended and was registered anew is no renewal.
    let anew = try self.relationship(.established, generation: 3, first: 3)
    #expect(self.name(try self.relationship(.published, generation: 3, first: 3), anew) == "relationshipEstablished")
    #expect(
      self.name(try self.relationship(.withdrawing), try self.relationship(.withdrawn)) == "relationshipWithdrawn")
    #expect(self.name(try self.relationship(.withdrawn), try self.relationship(.withdrawn)) == nil)
  }

  @Test("a registration that comes to nothing and a renewal that is put off are failures, with their code")
  func failures() throws {
    func failure(_ before: Relationship?, _ after: Relationship) -> FailureNotice? {
      if case .relationshipFailed(let notice)? = MonitorEvent(before, after, at: 7)?.what { notice } else { nil }
    }
    let failed = failure(try self.relationship(.keysAgreed), try self.relationship(.failed, "agentNotNamed"))
    #expect(failed?.code == "agentNotNamed")
    #expect(failed?.renewal == false)
    let putOff = failure(
      try self.relationship(.proposed, generation: 2),
      try self.relationship(.established, generation: 2, setbacks: 1, "partnerUnreachable"))
    #expect(putOff?.code == "partnerUnreachable")
    #expect(putOff?.renewal == true)
    let again = failure(
      try self.relationship(.proposed, generation: 3, setbacks: 1),
      try self.relationship(.established, generation: 3, setbacks: 2, "partnerUnreachable"))
    #expect(again?.renewal == true)
    // Later writes of the same say nothing.
    let same = try self.relationship(.established, generation: 3, setbacks: 2, "partnerUnreachable")
    #expect(self.name(same, same) == nil)
  }
}
