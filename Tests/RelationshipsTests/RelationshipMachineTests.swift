import AgentStore
import Declarations
import Relationships
import Testing

@Suite("The registration machine")
struct RelationshipMachineTests {
  @Test("an origin that begins goes through every state to established")
  func origin() throws {
    var machine = RelationshipMachine(nil)
    let pair = try Machine.pair()
    #expect(try machine.begin(pair, Machine.proposed(.origin), at: 1) == .agreeKeys)
    #expect(try machine.handle(.keysAgreed(Machine.keys), at: 2) == .exchangeHalves)
    #expect(try machine.handle(.halfGiven(records: ["o"], expires: 90), at: 3) == .exchangeHalves)
    #expect(try machine.handle(Machine.halves, at: 4) == .publish)
    #expect(machine.relationship?.publication == .underWay)
    #expect(try machine.handle(.published, at: 5) == .tellPublished)
    #expect(machine.relationship?.publication == .confirmed)
    #expect(try machine.handle(.seen, at: 6) == .rest)
    #expect(machine.relationship?.state == .established)
    #expect(machine.relationship?.establishedAt == 6)
  }

  @Test("a destination that begins waits for the origin's publication")
  func destination() throws {
    var machine = RelationshipMachine(nil)
    #expect(try machine.begin(try Machine.pair(), Machine.proposed(.destination), at: 1) == .agreeKeys)
    #expect(try machine.handle(.keysAgreed(Machine.keys), at: 2) == .exchangeHalves)
    #expect(try machine.handle(Machine.halves, at: 3) == .awaitPublication)
    #expect(machine.relationship?.publication == PublicationState.none)
    #expect(try machine.handle(.published, at: 4) == .look)
    #expect(try machine.handle(.seen, at: 5) == .rest)
  }

  @Test("the other side waits until it is its turn", arguments: [ServedEnds.origin, .destination])
  func otherSide(_ served: ServedEnds) throws {
    var machine = RelationshipMachine(nil)
    #expect(try machine.begin(try Machine.pair(), Machine.opened(served), at: 1) == .awaitPartner)
    #expect(try machine.handle(.halfGiven(records: ["h"], expires: 90), at: 2) == .awaitPartner)
    #expect(try machine.handle(Machine.halves, at: 3) == (served == .origin ? .publish : .awaitPartner))
  }

  @Test("an agent that serves both ends needs no partner")
  func both() throws {
    var machine = RelationshipMachine(nil)
    let pair = try Machine.pair()
    #expect(
      try machine.begin(pair, .proposed(served: .both, partner: nil, generation: 1), at: 1) == .agreeKeys)
    #expect(try machine.handle(.keysAgreed(Machine.keys), at: 2) == .exchangeHalves)
    #expect(try machine.handle(Machine.halves, at: 3) == .publish)
    #expect(try machine.handle(.published, at: 4) == .look)
    #expect(try machine.handle(.seen, at: 5) == .rest)
    #expect(try machine.handle(.withdrawalBegun(reason: "over"), at: 6) == .remove)
    #expect(try machine.handle(.removed, at: 7) == .rest)
    #expect(machine.relationship?.state == .withdrawn)
  }

  @Test("an event that repeats what is so changes nothing", arguments: Machine.Step.allCases)
  func repetition(_ step: Machine.Step) throws {
    var machine = try Machine.after(step)
    let before = machine.relationship
    try machine.begin(try Machine.pair(), step.event, at: 99)
    #expect(machine.relationship == before)
  }

  @Test("every event that does not belong to a state is refused and changes nothing")
  func impossible() throws {
    for step in Machine.Step.allCases {
      for (event, allowed) in Machine.matrix(after: step) where !allowed {
        var machine = try Machine.after(step)
        let before = machine.relationship
        #expect(throws: ImpossibleTransition.self, "\(event) after \(step)") { try machine.handle(event, at: 9) }
        #expect(machine.relationship == before)
      }
    }
  }

  @Test("a failure before anything was sent ends at once; after that the zone is cleared first")
  func failures() throws {
    for step in [Machine.Step.proposed, .keysAgreed] {
      var machine = try Machine.after(step)
      #expect(try machine.handle(.failed(Machine.failure), at: 9) == .rest)
      #expect(machine.relationship?.state == .failed)
    }
    for step in [Machine.Step.halvesExchanged, .published] {
      var machine = try Machine.after(step)
      #expect(try machine.handle(.failed(Machine.failure), at: 9) == .remove)
      #expect(machine.relationship?.state == .withdrawing)
      #expect(try machine.handle(.removed, at: 10) == .tellWithdrawn)
      #expect(try machine.handle(.partnerTold, at: 11) == .rest)
      #expect(machine.relationship?.state == .failed)
      #expect(machine.relationship?.failure == Machine.failure)
    }
  }

  @Test("the partner cannot be told before the zone is clear")
  func order() throws {
    var machine = try Machine.after(.established)
    try machine.handle(.withdrawalBegun(reason: "over"), at: 8)
    #expect(throws: ImpossibleTransition.self) { try machine.handle(.partnerTold, at: 9) }
    #expect(try machine.handle(.removed, at: 9) == .tellWithdrawn)
    try machine.handle(.partnerTold, at: 10)
    #expect(machine.relationship?.state == .withdrawn)
  }

  @Test("a new round begins only after the last is over or established, and with a higher number")
  func rounds() throws {
    let pair = try Machine.pair()
    for step in Machine.Step.allCases where step != .established {
      var machine = try Machine.after(step)
      #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, Machine.proposed(.origin, 2), at: 9) }
    }
    var machine = try Machine.after(.proposed)
    try machine.handle(.failed(Machine.failure), at: 8)
    #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, Machine.proposed(.origin, 1), at: 9) }
    #expect(try machine.begin(pair, Machine.proposed(.origin, 2), at: 9) == .agreeKeys)
    #expect(machine.relationship?.failure == nil)
  }

  @Test("when both begin at once, the origin's opening counts and the destination gives way")
  func collision() throws {
    let pair = try Machine.pair()
    var origin = RelationshipMachine(nil)
    try origin.begin(pair, Machine.proposed(.origin), at: 1)
    #expect(throws: ImpossibleTransition.self) { try origin.begin(pair, Machine.opened(.origin), at: 2) }
    var destination = RelationshipMachine(nil)
    try destination.begin(pair, Machine.proposed(.destination), at: 1)
    #expect(try destination.begin(pair, Machine.opened(.destination), at: 2) == .awaitPartner)
    #expect(destination.relationship?.startedHere == false)
  }

  @Test("an opening of an old round, or with other keys once halves are there, is refused")
  func staleOpening() throws {
    let pair = try Machine.pair()
    var machine = RelationshipMachine(nil)
    try machine.begin(pair, Machine.opened(.destination, 5), at: 1)
    #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, Machine.opened(.destination, 4), at: 2) }
    let other = RelationshipEvent.opened(
      partner: "partner", served: .destination, generation: 5,
      keys: AgreedKeys(keys: HostKeys(origin: [[9]], destination: [[2]]), maximumValidity: nil))
    try machine.begin(pair, other, at: 2)
    #expect(machine.relationship?.keys.origin == [[9]])
    try machine.handle(Machine.halves, at: 3)
    #expect(throws: ImpossibleTransition.self) { try machine.begin(pair, Machine.opened(.destination, 5), at: 4) }
  }

  @Test("other halves than those agreed are a contradiction")
  func otherHalves() throws {
    var machine = try Machine.after(.halvesExchanged)
    #expect(throws: ImpossibleTransition.self) {
      try machine.handle(.halvesExchanged(Halves(origin: ["x"], destination: ["d"]), validUntil: 90), at: 9)
    }
  }
}

/// Machines in every state of an origin that began.
enum Machine {
  enum Step: String, CaseIterable {
    case proposed, keysAgreed, halvesExchanged, published, established

    var event: RelationshipEvent {
      switch self {
      case .proposed: .heldUp(Machine.failure)
      case .keysAgreed: .keysAgreed(Machine.keys)
      case .halvesExchanged: Machine.halves
      case .published: .published
      case .established: .seen
      }
    }
  }

  static let keys = AgreedKeys(keys: HostKeys(origin: [[1]], destination: [[2]]), maximumValidity: 100)
  static let halves = RelationshipEvent.halvesExchanged(
    Halves(origin: ["o"], destination: ["d"]), validUntil: 90)
  static let failure = RecordedFailure(code: "x", message: "what", next: "", at: 5)

  static func pair() throws -> HostPair {
    HostPair(origin: try HostName("shop.test"), destination: try HostName("pay.test"))
  }

  static func proposed(_ served: ServedEnds, _ generation: Int64 = 1) -> RelationshipEvent {
    .proposed(served: served, partner: "partner", generation: generation)
  }

  static func opened(_ served: ServedEnds, _ generation: Int64 = 1) -> RelationshipEvent {
    .opened(partner: "partner", served: served, generation: generation, keys: self.keys)
  }

  static func after(_ step: Step) throws -> RelationshipMachine {
    var machine = RelationshipMachine(nil)
    try machine.begin(try self.pair(), self.proposed(.origin), at: 1)
    for next in Step.allCases {
      try machine.begin(try self.pair(), next.event, at: 2)
      if next == step { break }
    }
    return machine
  }

  /// Every event, and whether it may happen after a step.
  static func matrix(after step: Step) -> [(RelationshipEvent, Bool)] {
    [
      (.outpaced(generation: 7), step == .proposed || step == .keysAgreed),
      (.keysAgreed(self.keys), step == .proposed || step == .keysAgreed),
      (.halfGiven(records: ["o"], expires: 80), step == .keysAgreed),
      (self.halves, step != .proposed),
      (.published, [.halvesExchanged, .published, .established].contains(step)),
      (.seen, step == .published || step == .established),
      (.failed(self.failure), step != .established),
      (.removed, false),
      (.partnerTold, false),
    ]
  }
}
