import AgentControl
import Declarations
import Loopback

/// One thing broken behind the agents' backs, which the check at the end must notice.
package enum SoakSabotage: String, Sendable, CaseIterable {
  /// A record of an established relationship goes.
  case recordRemoved
  /// A record that nobody owns comes.
  case recordAdded
  /// A relationship that was told to be established is ended by somebody.
  case relationshipEnded
  /// A relationship whose end was told is there again.
  case relationshipMade

  func play(in world: SoakWorld, _ ledger: SoakLedger) async throws {
    let sides = try await SoakSides.ask(world)
    var standing: [SoakPair] = []
    for pair in world.pairs where sides[.shop, pair]?.state == "established" {
      if await ledger.belief(pair) == .stands { standing.append(pair) }
    }
    switch self {
    case .recordRemoved:
      guard let pair = standing.first, let text = await world.served(pair)?.sorted().first else { return }
      try await world.knot.edit(Self.zone(of: pair), removing: ["\(pair.owner). TXT \(Self.quoted(text))"])
    case .recordAdded:
      guard let pair = standing.first, let text = await world.served(pair)?.sorted().first else { return }
      try await world.knot.edit(
        Self.zone(of: pair), adding: ["nobody.\(pair.owner). 300 TXT \(Self.quoted(text))"])
    case .relationshipEnded:
      guard let pair = standing.first else { return }
      try await Self.end(pair, in: world)
    case .relationshipMade:
      guard let pair = standing.first else { return }
      try await Self.end(pair, in: world)
      await ledger.noteEnd(pair, .shop)
      _ = try await world.party(.shop).control { agent in
        try await agent.createRelationship(
          origin: pair.origin.description, destination: pair.destination.description)
      }
    }
  }

  private static func end(_ pair: SoakPair, in world: SoakWorld) async throws {
    _ = try await world.party(.shop).control { agent in
      try await agent.withdrawRelationship(
        origin: pair.origin.description, destination: pair.destination.description, reason: "sabotage")
    }
  }

  private static func zone(of pair: SoakPair) -> String {
    "\(pair.origin.labels.dropFirst().joined(separator: "."))."
  }

  /// As character strings of at most 255 octets.
  private static func quoted(_ text: String) -> String {
    var rest = text[...]
    var strings: [String] = []
    while !rest.isEmpty {
      strings.append("\"\(rest.prefix(255))\"")
      rest = rest.dropFirst(255)
    }
    return strings.joined(separator: " ")
  }
}
