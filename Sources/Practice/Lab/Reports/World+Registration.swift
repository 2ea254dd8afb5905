import AgentControl

extension World {
  /// Registers a relationship again and again: both halves signed, published, and seen signed through an empty cache. The
  /// agents are warm; withdrawing between the trials is not timed.
  ///
  /// - Parameter progress: told how many trials are done.
  package func measureRegistration(
    trials: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> RegistrationFigure {
    let pair = LabPair(.registeringShop, .payment)
    let durations = try await self.shop.control { agent in
      let clock = ContinuousClock()
      var durations: [Duration] = []
      for trial in -3..<trials {
        let start = clock.now
        _ = try await agent.create(pair)
        let elapsed = clock.now - start
        _ = try await agent.withdraw(pair, reason: "trial \(trial)")
        if trial >= 0 {
          durations.append(elapsed)
          progress(durations.count)
        }
      }
      return durations
    }
    return RegistrationFigure(durations)
  }
}
