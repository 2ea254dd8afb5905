/// How long an examination of a zone waits for others.
package struct ZonePatience: Sendable {
  /// For one question to one server.
  package var query: Duration
  /// For a secondary to take over a change that is just being made.
  package var transfer: Duration
  /// For one update.
  package var update: Duration

  package init(
    query: Duration = .seconds(3), transfer: Duration = .seconds(5), update: Duration = .seconds(5)
  ) {
    self.query = query
    self.transfer = transfer
    self.update = update
  }
}
