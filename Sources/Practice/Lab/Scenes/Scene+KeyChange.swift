import AgentControl

extension Scene {
  private static let pair = LabPair(.changingShop, .payment)

  static let keyChangeScene = Scene(
    13, "a key changed while the resolver still has the old answer", expected: "verified"
  ) { world in
    let url = world.url(pair.origin, "/checkout")
    let before = try await world.verify([url])
    guard before.words == "verified" else { return SceneSight("before the change: \(before.words)") }
    let old = try await world.declaration(of: pair, at: world.resolverAddress)

    try world.changeKey(of: pair.origin, at: world.shop)
    let registered = try await world.shop.control { agent in
      _ = try await agent.withdraw(pair, reason: "the shop has a new key")
      return try await agent.create(pair)
    }
    guard try await world.declaration(of: pair, at: world.resolverAddress) == old,
      try await world.declaration(of: pair, at: world.authoritativeAddress) != old
    else { return SceneSight("the resolver's answer is not stale") }

    let outcome = try await world.verify([url])
    var sight = HopExpectation([pair], visited: [pair.origin, pair.destination]).sight(of: outcome)
    guard let hop = outcome.hops.first else { return sight }
    if !hop.fresh { sight.observed += "; but without a fresh look" }
    if hop.originKey == before.hops.first?.originKey || hop.originKey != registered.originKeys.first {
      sight.observed += "; but by another key than the new one"
    }
    sight.detail = "unbound still gives the old key's halves; one fresh look at the zone's own server"
    return sight
  }
}
