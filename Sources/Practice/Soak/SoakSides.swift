import AgentControl
import Declarations

/// What both agents say of all pairs at one moment.
struct SoakSides: Sendable {
  let shop: [String: RelationshipInfo]
  let pay: [String: RelationshipInfo]

  static func ask(_ world: SoakWorld) async throws -> SoakSides {
    SoakSides(shop: try await Self.all(world.party(.shop)), pay: try await Self.all(world.party(.pay)))
  }

  private static func all(_ party: SoakParty) async throws -> [String: RelationshipInfo] {
    let all = try await party.control { try await $0.relationships() }
    return Dictionary(all.map { ("\($0.origin)>\($0.destination)", $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(_ side: SoakParty.Name, _ pair: SoakPair) -> RelationshipInfo? {
    (side == .shop ? self.shop : self.pay)[pair.description]
  }

  /// The pairs about which an agent still has something to do.
  func restless(_ pairs: [SoakPair], now: Int64) -> [SoakPair] {
    pairs.filter { pair in
      [self.shop[pair.description], self.pay[pair.description]].contains { info in
        guard let info else { return false }
        switch info.state {
        case "failed", "withdrawn": return false
        case "established": return info.dueAt.map { $0 <= now } ?? false
        default: return true
        }
      }
    }
  }

  func describe(_ pair: SoakPair) -> String {
    SoakParty.Name.allCases.map { side in
      guard let info = self[side, pair] else { return "\(side): nothing" }
      let held = info.failure.map { ", \($0.code): \($0.message)" } ?? ""
      return "\(side): round \(info.generation) \(info.state)\(info.isRenewing ? ", renewing" : "")\(held)"
    }.joined(separator: "; ")
  }
}
