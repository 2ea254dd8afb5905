import Declarations

/// Asks knotd at random moments what it serves: never one half alone, nor halves of two rounds.
actor SoakWatch {
  private let world: SoakWorld
  private let ledger: SoakLedger
  /// With which other half each half was seen.
  private var partners: [Set<String>: Set<String>] = [:]

  init(_ world: SoakWorld, _ ledger: SoakLedger) {
    self.world = world
    self.ledger = ledger
  }

  func run(seed: UInt64, until end: ContinuousClock.Instant) async {
    var random = SeededRandom(seed ^ 0x7761_7463)
    while ContinuousClock.now < end {
      if let pair = self.world.pairs.randomElement(using: &random) { await self.look(at: pair) }
      try? await Task.sleep(for: .milliseconds(.random(in: 5...50, using: &random)))
    }
  }

  /// One look; what is wrong goes into the ledger.
  func look(at pair: SoakPair) async {
    guard let texts = await self.world.served(pair) else {
      await self.ledger.count("looks unanswered")
      return
    }
    // After the answer: whatever signed it is known by then.
    let check = await ServedCheck(
      pair: pair, originKeys: self.ledger.held(pair.origin).map(\.key),
      destinationKeys: self.ledger.held(pair.destination).map(\.key))
    switch check.look(at: texts) {
    case .nothing: await self.ledger.count("looks: nothing served")
    case .halves(let halves):
      await self.ledger.count("looks: both halves served")
      await self.compare(halves, pair)
    case .broken(let reason): await self.ledger.note(problem: "\(pair) was served half: \(reason)")
    }
  }

  private func compare(_ halves: ServedCheck.Halves, _ pair: SoakPair) async {
    let known = self.partners[halves.origin] ?? halves.destination
    let converse = self.partners[halves.destination] ?? halves.origin
    if known != halves.destination || converse != halves.origin {
      await self.ledger.note(problem: "\(pair) was served with halves of two rounds")
    }
    self.partners[halves.origin] = halves.destination
    self.partners[halves.destination] = halves.origin
  }
}
