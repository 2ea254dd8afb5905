import AgentStore
import Declarations
import Relationships
import Testing

@Suite("The machine of a relationship that is renewed")
struct RenewalMachineTests {
  @Test("a renewal is due at half of the validity, and leaves what stands until it is established")
  func renews() throws {
    var machine = try Self.established(validUntil: 1_000_002)
    let due = try #require(machine.relationship?.dueAt)
    #expect((437_500...500_002).contains(due))
    #expect(machine.action(at: due - 1) == .rest)
    #expect(machine.action(at: due) == .renew)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 2), at: due)
    #expect(machine.relationship?.isRenewing == true)
    #expect(machine.relationship?.standing?.halves == Halves(origin: ["o"], destination: ["d"]))
    try machine.handle(.keysAgreed(Machine.keys), at: due)
    try machine.handle(Self.newHalves, at: due)
    try machine.handle(.published, at: due)
    try machine.handle(.seen, at: due)
    #expect(machine.relationship?.standing == nil)
    #expect(machine.relationship?.halves == Halves(origin: ["o2"], destination: ["d2"]))
    #expect(machine.relationship?.firstGeneration == 1)
    #expect(machine.relationship?.establishedAt == 2)
  }

  @Test(
    "keys are declared since a round with them was first published, also through renewals that change nothing of them")
  func declaredSince() throws {
    var machine = try Self.established(validUntil: 1_000_002)
    let first = try #require(machine.relationship?.declaredAt)
    func renew(_ generation: Int64, _ keys: AgreedKeys, at now: Int64) throws {
      try machine.begin(try Machine.pair(), Machine.proposed(.origin, generation), at: now)
      #expect(machine.relationship?.declaredAt == nil)
      try machine.handle(.keysAgreed(keys), at: now)
      try machine.handle(Self.newHalves, at: now)
      try machine.handle(.published, at: now + 1)
      try machine.handle(.seen, at: now + 2)
    }
    try renew(2, Machine.keys, at: 500_000)
    #expect(machine.relationship?.declaredAt == first)
    try renew(3, Self.newKeys, at: 600_000)
    #expect(machine.relationship?.declaredAt == 600_001)
    // What else happens to it does not count, nor a round that comes to nothing.
    try machine.handle(.due(at: 700_000), at: 700_000)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 4), at: 700_000)
    try machine.handle(.setBack(Machine.failure, until: 700_060), at: 700_001)
    #expect(machine.relationship?.declaredAt == 600_001 && machine.relationship?.changedAt == 700_001)
  }

  @Test("the side that did not begin waits longer before it renews")
  func otherSide() throws {
    var machine = RelationshipMachine(nil)
    let pair = try Machine.pair()
    try machine.begin(pair, Machine.opened(.destination), at: 2)
    try machine.handle(Self.halves(validUntil: 1_000_002), at: 2)
    try machine.begin(pair, .published, at: 2)
    try machine.handle(.seen, at: 2)
    let due = try #require(machine.relationship?.dueAt)
    #expect((562_500...625_002).contains(due))
  }

  @Test(
    "a renewal that comes to nothing leaves the relationship as it was",
    arguments: [Machine.Step.proposed, .keysAgreed])
  func setBack(_ step: Machine.Step) throws {
    var machine = try Self.established(validUntil: 1_000_002)
    let before = try #require(machine.relationship)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 2), at: 500_000)
    if step == .keysAgreed { try machine.handle(.keysAgreed(Self.newKeys), at: 500_000) }
    try machine.handle(.setBack(Machine.failure, until: 500_060), at: 500_001)
    let after = try #require(machine.relationship)
    #expect(after.state == .established && after.standing == nil)
    #expect(after.keys == before.keys && after.halves == before.halves && after.validUntil == before.validUntil)
    #expect(after.publication == .confirmed)
    #expect(after.failure == Machine.failure && after.setbacks == 1)
    #expect(machine.action(at: 500_059) == .rest && machine.action(at: 500_060) == .renew)
    // The number of the round that came to nothing is not used again.
    #expect(after.generation == 2)
  }

  @Test(
    "a destination that begins the next round does not wait for the word that it had not given: what was published stands",
    arguments: [true, false])
  func wordLost(_ wasRenewal: Bool) throws {
    var machine = try wasRenewal ? Self.established(validUntil: 1_000_002) : RelationshipMachine(nil)
    let (pair, round) = (try Machine.pair(), Int64(wasRenewal ? 2 : 1))
    try machine.begin(pair, Machine.proposed(.origin, round), at: 500_000)
    try machine.handle(.keysAgreed(Self.newKeys), at: 500_000)
    try machine.handle(Self.newHalves, at: 500_000)
    #expect(throws: ImpossibleTransition.self) {
      try machine.begin(pair, Machine.opened(.origin, round + 1), at: 500_001)
    }
    try machine.handle(.published, at: 500_001)
    #expect(machine.action(at: 500_001) == .tellPublished)
    #expect(try machine.begin(pair, Machine.opened(.origin, round + 1), at: 500_002) == .awaitPartner)
    let next = try #require(machine.relationship)
    #expect(next.generation == round + 1 && next.state == .keysAgreed && !next.startedHere)
    #expect(next.standing?.halves == Halves(origin: ["o2"], destination: ["d2"]))
    #expect(next.firstGeneration == 1)
    try machine.handle(.setBack(Machine.failure, until: 500_060), at: 500_003)
    #expect(machine.relationship?.state == .established)
    #expect(machine.relationship?.halves == Halves(origin: ["o2"], destination: ["d2"]))
  }

  @Test("once its halves are exchanged a renewal is not given up, and a withdrawal takes both rounds out of the zone")
  func withdrawn() throws {
    var machine = try Self.established(validUntil: 1_000_002)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 2), at: 500_000)
    try machine.handle(.keysAgreed(Self.newKeys), at: 500_000)
    try machine.handle(Self.newHalves, at: 500_000)
    #expect(throws: ImpossibleTransition.self) {
      try machine.handle(.setBack(Machine.failure, until: 9), at: 500_001)
    }
    try machine.handle(.failed(Machine.failure), at: 500_001)
    #expect(machine.relationship?.state == .halvesExchanged)
    #expect(try machine.handle(.withdrawalBegun(reason: "over"), at: 500_002) == .remove)
    #expect(machine.relationship?.standing != nil)
    #expect(try machine.handle(.removed, at: 500_003) == .tellWithdrawn)
    #expect(try machine.handle(.partnerTold, at: 500_004) == .rest)
    #expect(machine.relationship?.state == .withdrawn)
  }

  @Test("a withdrawal in a renewal that has given nothing yet still clears the zone")
  func withdrawnEarly() throws {
    var machine = try Self.established(validUntil: 1_000_002)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 2), at: 500_000)
    #expect(try machine.handle(.withdrawalBegun(reason: "over"), at: 500_001) == .remove)
  }

  @Test("a partner may begin the next round of what is established, another partner may not")
  func opened() throws {
    let pair = try Machine.pair()
    var machine = try Self.established(validUntil: 1_000_002)
    let other = RelationshipEvent.opened(partner: "other", served: .origin, generation: 2, keys: Machine.keys)
    #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, other, at: 5) }
    #expect(try machine.begin(pair, Machine.opened(.origin, 2), at: 5) == .awaitPartner)
    #expect(machine.relationship?.standing?.startedHere == true)
    // It never comes back: the next opening begins anew, and what stands still stands.
    try machine.begin(pair, Machine.opened(.origin, 3), at: 6)
    #expect(machine.relationship?.standing?.generation == 1)
    try machine.handle(.failed(Machine.failure), at: 7)
    #expect(machine.relationship?.state == .established)
  }

  @Test("a partner that has forgotten an established round is told to take the next number")
  func forgotten() throws {
    var machine = RelationshipMachine(nil)
    let pair = try Machine.pair()
    try machine.begin(pair, Machine.opened(.destination), at: 1)
    try machine.handle(Machine.halves, at: 1)
    try machine.begin(pair, .published, at: 1)
    try machine.handle(.seen, at: 1)
    let other = RelationshipEvent.opened(partner: "partner", served: .destination, generation: 1, keys: Self.newKeys)
    let impossible = #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, other, at: 2) }
    #expect(impossible?.reason == .generation(ours: 1, theirs: 1))
  }

  @Test("a key that changes while a round is under way makes the next one due at once")
  func keyChange() throws {
    var machine = try Machine.after(.keysAgreed)
    try machine.handle(.due(at: 3), at: 3)
    try machine.handle(Self.halves(validUntil: 1_000_002), at: 4)
    try machine.handle(.published, at: 4)
    #expect(try machine.handle(.seen, at: 5) == .renew)
  }

  @Test("halves that ended before they were published are replaced by the next round's, and not forgotten")
  func ended() throws {
    var machine = try Self.established(validUntil: 1_000_002)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 2), at: 500_000)
    try machine.handle(.keysAgreed(Self.newKeys), at: 500_000)
    try machine.handle(Self.newHalves, at: 500_000)
    #expect(machine.action(at: 1_999_999) == .publish)
    #expect(machine.action(at: 2_000_000) == .renew)
    try machine.begin(try Machine.pair(), Machine.proposed(.origin, 3), at: 2_000_000)
    #expect(machine.relationship?.stray == ["o2", "d2"])
  }

  private static let newKeys = AgreedKeys(
    keys: HostKeys(origin: [[1], [3]], destination: [[2]]), maximumValidity: 100)
  private static let newHalves = RelationshipEvent.halvesExchanged(
    Halves(origin: ["o2"], destination: ["d2"]), validUntil: 2_000_000)

  private static func halves(validUntil: Int64) -> RelationshipEvent {
    .halvesExchanged(Halves(origin: ["o"], destination: ["d"]), validUntil: validUntil)
  }

  private static func established(validUntil: Int64) throws -> RelationshipMachine {
    var machine = try Machine.after(.keysAgreed)
    try machine.handle(self.halves(validUntil: validUntil), at: 2)
    try machine.handle(.published, at: 2)
    try machine.handle(.seen, at: 2)
    return machine
  }
}
