package import AgentStore

extension Relationship {
  /// By how much the number of every round is raised after a restore: more rounds than a relationship has between two
  /// backups, and far less than a partner goes along with at once (``Round/largestStep``).
  package static let restoredStep: Int64 = 65_536

  /// Makes of a relationship as a backup has it one to go on with. The other side has gone on meanwhile: a number that it
  /// has seen must not be used again, a round that was under way then is long over, and whatever stands is to be signed
  /// anew, by which it is found out whether it still does.
  ///
  /// - Parameters:
  ///   - now: Unix seconds.
  ///   - due: when it is to be renewed at the latest, Unix seconds.
  package mutating func goOnAfterRestore(at now: Int64, due: Int64) {
    self.generation = min(self.generation + Self.restoredStep, Round.lastGeneration)
    switch self.state {
    case .established: self.dueAt = min(self.dueAt ?? due, due)
    case .failed, .withdrawing, .withdrawn: break
    case .proposed, .keysAgreed, .halvesExchanged, .published:
      let failure = RecordedFailure(
        isRefusal: false, code: "restored",
        message: "the store was restored from a backup made in the middle of a round",
        next: "", at: now)
      if self.standing != nil {
        if self.publication == .underWay || self.publication == .confirmed { self.stray += self.halves.all }
        self.fallBack(failure, until: due)
      } else if !self.halves.origin.isEmpty, !self.halves.destination.isEmpty {
        // It may have been published since, and be relied on.
        self.state = .established
        self.publication = self.served.publishes ? .confirmed : .none
        self.dueAt = due
        self.failure = failure
      } else {
        self.state = .failed
        self.failure = failure
      }
    }
  }
}
