extension Scene {
  /// The scenes in which the client alone judges.
  static let hopScenes: [Scene] = [
    Scene(1, "shop → payment → 3-D Secure, all declared", expected: "verified") { world in
      let outcome = try await world.verify([world.url(.shop, "/checkout")])
      var sight = HopExpectation(
        [LabPair(.shop, .payment), LabPair(.payment, .secure3D)], visited: [.shop, .payment, .secure3D]
      ).sight(of: outcome)
      if sight.detail.isEmpty { sight.detail = "both hops, by declarations that the agents made" }
      return sight
    },
    hop(
      2, "the shop enforces, and sends users to a host it never declared", "undeclared, stopped",
      LabPair(.shop, .stray), "/offer"),
    hop(3, "the same from a shop without a policy", "undeclared", LabPair(.corner, .stray), "/offer"),
    hop(
      4, "the payment host's name taken over, with a valid certificate", "keyMismatch, stopped",
      LabPair(.shop, .takenOver), "/instalments"),
    hop(
      5, "the declaration altered at its server, without the zone's key", "bogus, stopped",
      LabPair(.altered, .payment), "/checkout"),
    hop(6, "the shop's zone is not signed", "insecure", LabPair(.unsigned, .payment), "/checkout"),
    hop(
      7, "an old declaration replayed after its end", "expired, stopped", LabPair(.replaying, .payment), "/checkout"),
    hop(8, "one half only: payment never agreed", "notMutual, stopped", LabPair(.half, .payment), "/checkout"),
    hop(
      9, "a payment host that demands declarations, from a stranger's shop", "undeclared, stopped",
      LabPair(.corner, .demanding), "/checkout"),
    hop(
      14, "an unsigned shop sends users to the host that demands", "insecure, stopped",
      LabPair(.unsigned, .demanding), "/premium"),
    hop(
      15, "the shop's _m2dmrt names give no answer, its addresses do", "unreachable, stopped",
      LabPair(.quiet, .demanding), "/checkout"),
    Scene(16, "the enforcing shop hijacked to http://, and to an IP address", expected: "noKey, stopped") { world in
      let outcome = try await world.verify([world.url(.shop, "/plain"), world.url(.shop, "/number")])
      return HopExpectation(
        pairs: [(LabHost.shop.name, LabHost.payment.name), (LabHost.shop.name, "127.0.0.1")], visited: [.shop, .shop]
      ).sight(of: outcome)
    },
    Scene(17, "garbage records beside a valid pair", expected: "verified") { world in
      let count = try await world.publishGarbage()
      let outcome = try await world.verify([world.url(.rsaShop, "/checkout")])
      var sight = HopExpectation([LabPair(.rsaShop, .rsaPayment)], visited: [.rsaShop, .rsaPayment]).sight(of: outcome)
      if sight.detail.isEmpty { sight.detail = "\(count) records of garbage; RSA-2048 keys on both sides" }
      return sight
    },
  ]

  /// A scene of one redirect.
  private static func hop(
    _ number: Int, _ name: String, _ expected: String, _ pair: LabPair, _ path: String
  ) -> Scene {
    let isStopped = expected.hasSuffix(", stopped")
    return Scene(number, name, expected: expected) { world in
      let outcome = try await world.verify([world.url(pair.origin, path)])
      return HopExpectation([pair], visited: isStopped ? [pair.origin] : [pair.origin, pair.destination])
        .sight(of: outcome)
    }
  }
}
