package import AgentStore
package import TLSKeys

/// A partner as this agent's file names it.
package struct PartnerEntry: Sendable {
  package let name: String
  /// SHA-256 of its agent's public keys: one, or two during a rotation.
  package let pins: [KeyDigest]
  package let pairs: [PairRule]
  package let agent: any PartnerAgent

  package init(name: String, pins: [KeyDigest], pairs: [PairRule], agent: any PartnerAgent) {
    self.name = name
    self.pins = pins
    self.pairs = pairs
    self.agent = agent
  }

  package func allows(_ pair: HostPair) -> Bool { self.pairs.contains { $0.allows(pair) } }
}
