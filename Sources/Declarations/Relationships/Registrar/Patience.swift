/// How long an agent waits, how often it tries again, and how much it does at once.
package struct Patience: Hashable, Sendable {
  /// Waits between tries of a step that could not be done: from this one, doubled up to the longest.
  package var firstRetry: Duration = .milliseconds(250)
  package var longestRetry: Duration = .seconds(60)
  /// Waits, in seconds, before a renewal that came to nothing is begun anew: from this one, doubled up to the longest.
  package var firstRenewalRetry: Int64 = 60
  package var longestRenewalRetry: Int64 = 21_600
  /// For how many seconds a partner is tried that cannot be reached at all: its agent may just be starting.
  package var firstContact: Int64 = 6
  /// After how many seconds without an outcome a first round that has published nothing yet is given up.
  package var giveUp: Int64 = 900
  /// After how many seconds a round that a partner opened and never finished is over.
  package var abandoned: Int64 = 900
  /// For how many seconds of a round a look at the other host's `m=` counts.
  package var namingHolds: Int64 = 60
  /// How often a declaration that does not verify yet is looked at before that counts.
  package var looks = 5
  package var betweenLooks: Duration = .milliseconds(200)
  /// How long the destination waits for the origin's agent before it asks again.
  package var publication: Duration = .seconds(5)
  /// How long a partner that withdraws waits to hear that the zone is empty.
  package var removal: Duration = .seconds(5)
  /// How often what nobody drives any more, or what is due, is looked for.
  package var sweep: Duration = .seconds(60)
  /// How often the signing agents are asked whether their keys have changed.
  package var keyLook: Duration = .seconds(600)
  /// How long an update of a zone waits for others, so that they go into one message, while as many relationships are
  /// worked on as can be; while fewer are, in proportion less, and not at all for one alone.
  package var gathering: Duration = .milliseconds(800)
  /// How many relationships are worked on at once.
  package var atOnce = 256

  package init() {}
}
