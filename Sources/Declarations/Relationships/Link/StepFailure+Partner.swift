extension StepFailure {
  /// The refusals that are about what the caller itself asked, sent or published. Their words are for it to read; all other
  /// words may name this agent's files, addresses, keys or servers.
  private static let codesOfTheCallersDoing: Set<String> = [
    "agentNotNamed", "alreadyEstablished", "badSignature", "clockDiffers", "generation", "nameTooLong",
    "notAPartnerPair", "notNow", "notOpen", "notReady", "notTheDestination", "oneKeyOnly", "sameHost",
    "statementFields", "underWay", "unreadable", "unsupportedKey", "validityTooLong", "withdrawing", "withdrawn",
  ]

  /// The same failure as a partner is told of it: where the cause lies with this agent, by its code alone.
  package var forPartner: StepFailure {
    if Self.codesOfTheCallersDoing.contains(self.code) { return self }
    let what = self.kind == .refused ? "this agent cannot do that as it is set up" : "this agent cannot do that now"
    return StepFailure(
      self.kind, code: self.code, message: "\(what) (\(self.code)); its own log says why",
      next: "Ask its operator")
  }
}
