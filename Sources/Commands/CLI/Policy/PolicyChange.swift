import AgentControl
import Declarations

/// The document of `policy set` and `policy remove`.
struct PolicyChange: Encodable, Sendable {
  let schema = 1
  let host: String
  let owner: String
  let published: Bool
  let secure: Bool?
  let policies: [PolicyEntry]
  /// Whether the agent will name itself as the one that may speak for the host.
  let agentNamesItself: Bool

  init(_ policy: HostPolicy) {
    self.host = policy.host
    self.owner = policy.owner
    self.published = true
    self.secure = policy.secure
    self.agentNamesItself = false
    self.policies = policy.records.compactMap { text in
      if case .record(let record) = PolicyRecord.read(Array(text.utf8)) { PolicyEntry(record) } else { nil }
    }
  }

  init(host: HostName, owner: String, published: Bool, record: PolicyRecord, agents: Bool) {
    self.host = host.description
    self.owner = owner
    self.published = published
    self.secure = nil
    self.policies = [PolicyEntry(record)]
    self.agentNamesItself = agents
  }
}
