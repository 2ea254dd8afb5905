/// For which ends of a relationship this agent speaks.
package enum ServedEnds: String, Sendable, CaseIterable {
  case origin
  case destination
  /// Both hosts are this organization's: there is no partner and no link.
  case both

  /// Publication is the origin's agent's.
  package var publishes: Bool { self != .destination }
}
