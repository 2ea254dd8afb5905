import PartnerLink

/// The agents' identities, made before anything else: policy records and partners' files name them.
struct WorldIdentities: Sendable {
  let shop: AgentIdentity
  let payment: AgentIdentity
  let secure3D: AgentIdentity
}
