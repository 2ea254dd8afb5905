/// How long an agent waits and how often it tries again.
package struct Patience: Hashable, Sendable {
  /// Waits between tries of a step that could not be done: from this one, doubled up to the longest.
  package var firstRetry: Duration = .milliseconds(250)
  package var longestRetry: Duration = .seconds(30)
  /// For how many seconds a partner is tried that cannot be reached at all: its agent may just be starting.
  package var firstContact: Int64 = 6
  /// After how many seconds without an outcome a round that has published nothing yet is given up.
  package var giveUp: Int64 = 900
  /// After how many seconds a round that a partner opened and never finished is over.
  package var abandoned: Int64 = 900
  /// How often a declaration that does not verify yet is looked at before that counts.
  package var looks = 5
  package var betweenLooks: Duration = .milliseconds(200)
  /// How long the destination waits for the origin's agent before it asks again.
  package var publication: Duration = .seconds(5)
  /// How long a partner that withdraws waits to hear that the zone is empty.
  package var removal: Duration = .seconds(5)
  package var sweep: Duration = .seconds(60)

  package init() {}
}
