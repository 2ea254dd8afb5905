import AgentControl

/// The shop's own agent, a partner in good standing, speaks for two hosts whose policy records do not say that it may.
enum UnnamedAgentScene {
  /// One has no policy record, the other names the 3-D Secure provider's agent.
  private static let pairs = [LabPair(.corner, .payment), LabPair(.rented, .payment)]

  static func play(in world: World) async throws -> SceneSight {
    let signed = world.payment.signerLog().count
    var reasons: [String] = []
    for pair in Self.pairs {
      do {
        try await world.shop.control { _ = try await $0.create(pair) }
        return SceneSight("\(pair) was registered")
      } catch let error as ControlError {
        guard error.code == "agentNotNamed" else { return SceneSight(error.code, detail: error.message) }
        reasons.append(error.message)
      }
      guard try await world.declaration(of: pair, at: world.authoritativeAddress).isEmpty else {
        return SceneSight("refused; but \(pair) was published")
      }
    }
    guard world.payment.signerLog().count == signed else { return SceneSight("refused; but something was signed") }
    return SceneSight("refused", detail: reasons.joined(separator: "; "))
  }
}
