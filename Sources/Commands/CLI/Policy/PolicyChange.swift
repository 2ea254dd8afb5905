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
  /// What it would stop; nil where it was published.
  let forecast: PolicyForecastEntry?

  init(_ policy: HostPolicy) {
    self.host = policy.host
    self.owner = policy.owner
    self.published = true
    self.secure = policy.secure
    self.agentNamesItself = false
    self.forecast = nil
    self.policies = policy.records.compactMap { text in
      if case .record(let record) = PolicyRecord.read(Array(text.utf8)) { PolicyEntry(record) } else { nil }
    }
  }

  /// Of a record that was only tried.
  init(host: HostName, owner: String, record: PolicyRecord, agents: Bool, forecast: PolicyForecastEntry) {
    self.host = host.description
    self.owner = owner
    self.published = false
    self.secure = nil
    self.policies = [PolicyEntry(record)]
    self.agentNamesItself = agents
    self.forecast = forecast
  }
}
