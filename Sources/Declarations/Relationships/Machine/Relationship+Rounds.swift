import AgentStore

extension Relationship {
  /// A new round of a pair: proposed, with what the rounds before left.
  static func round(
    _ generation: Int64, of pair: HostPair, after current: Relationship?, served: ServedEnds, partner: String?,
    startedHere: Bool, at now: Int64
  ) -> Relationship {
    var next = Relationship(
      pair: pair, served: served, partner: partner, startedHere: startedHere, generation: generation, state: .proposed,
      at: now)
    guard let current else { return next }
    next.givenUntil = current.givenUntil
    if current.partner == partner { next.partnerFence = current.partnerFence }
    if current.state.isOver { return next }
    next.stray = current.stray
    if current.state == .established || current.awaitsSightOnly {
      next.standing = current.asStanding
    } else {
      next.standing = current.standing
      if current.publication == .underWay || current.publication == .confirmed { next.stray += current.halves.all }
    }
    guard next.standing != nil else { return next }
    next.firstGeneration = current.firstGeneration
    next.establishedAt = current.establishedAt
    next.setbacks = current.setbacks
    return next
  }

  /// Whether somebody here may begin the next round: also instead of one that is not worth being published any more.
  func mayBegin(at now: Int64) -> Bool {
    if self.state.rests { return true }
    guard self.standing != nil else { return false }
    return self.awaitsSightOnly
      || (self.state == .halvesExchanged && (self.areHalvesOver(at: now) || self.served.publishes))
  }

  func areHalvesOver(at now: Int64) -> Bool { self.validUntil.map { $0 <= now } == true }

  /// A renewal is given up: what stands is all there is again.
  mutating func fallBack(_ failure: RecordedFailure, until due: Int64) {
    guard let standing = self.standing else { return }
    self.startedHere = standing.startedHere
    self.keys = standing.keys
    self.halves = standing.halves
    self.validUntil = standing.validUntil
    self.declaredAt = standing.declaredAt
    self.publication = self.served.publishes ? .confirmed : .none
    self.standing = nil
    self.state = .established
    self.setbacks += 1
    self.dueAt = due
    self.failure = failure
  }

  /// When the round that was just established is to be renewed: the side that began it does so at half of the validity,
  /// the other at five eighths, if nothing has come by then. Relationships made in one go are spread over a sixteenth.
  mutating func planRenewal(at now: Int64) {
    guard let validUntil = self.validUntil else { return }
    let left = max(validUntil - now, 0)
    let share = self.startedHere ? left / 2 : left / 8 * 5
    let planned = now + share - left / 16 * self.pair.spread / 1000
    self.dueAt = min(self.dueAt ?? planned, planned)
  }

  private var asStanding: Standing {
    Standing(
      generation: self.generation, startedHere: self.startedHere, keys: self.keys, halves: self.halves,
      validUntil: self.validUntil, declaredAt: self.declaredAt)
  }
}

extension HostPair {
  /// The same number for the same pair always, evenly from 0 to 999 (FNV-1a).
  fileprivate var spread: Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for octet in self.description.utf8 { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
    return Int64((hash >> 20) % 1000)
  }
}
