package import AgentStore
package import TLSKeys

/// A partner as this agent's file names it.
package struct PartnerEntry: Sendable {
  package let name: String
  /// SHA-256 of its agent's public keys: one, or two during a rotation.
  package let pins: [KeyDigest]
  package let pairs: [PairRule]
  /// The longest validity of a statement agreed with this partner, seconds; nil for the usual 14 days.
  package let maximumValidity: Int64?
  package let agent: any PartnerAgent

  package init(
    name: String, pins: [KeyDigest], pairs: [PairRule], maximumValidity: Int64? = nil, agent: any PartnerAgent
  ) {
    self.name = name
    self.pins = pins
    self.pairs = pairs
    self.maximumValidity = maximumValidity
    self.agent = agent
  }

  /// The longest span from not-before to expires that is agreed with it, seconds.
  var maximumSpan: Int64 {
    min(StatementTimes.backdate + (self.maximumValidity ?? StatementTimes.validity), StatementTimes.maximumSpan)
  }

  package func allows(_ pair: HostPair) -> Bool { self.pairs.contains { $0.allows(pair) } }
}
