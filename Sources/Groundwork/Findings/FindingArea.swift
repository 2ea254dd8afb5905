/// What kind of thing a finding is about; reports are grouped by it, in this order.
package enum FindingArea: String, CaseIterable, Encodable, Sendable {
  /// Files, identity, and the processes on this machine.
  case installation
  /// A zone that declarations are published in.
  case zone
  /// A host that the agent speaks for.
  case host
  /// Another organization's agent.
  case partner
  /// What time it is.
  case clock
}
