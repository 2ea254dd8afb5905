/// A hop that would be stopped.
package struct StoppedHop: Hashable, Sendable {
  package var origin: String
  package var destination: String
  /// `p`, `sp`, `in`, `sc`, `bogus`, or `other`: another host's record.
  package var rule: String
  /// Whether it is stopped under the record that is published now.
  package var already: Bool
  package var verdict: String
  package var reason: String?
  /// Unix seconds.
  package var lookedAt: Int64

  package init(
    origin: String, destination: String, rule: String, already: Bool, verdict: String, reason: String?, lookedAt: Int64
  ) {
    self.origin = origin
    self.destination = destination
    self.rule = rule
    self.already = already
    self.verdict = verdict
    self.reason = reason
    self.lookedAt = lookedAt
  }
}
