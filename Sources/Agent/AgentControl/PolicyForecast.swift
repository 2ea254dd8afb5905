/// What a policy record would do to the hops that the agent's monitor looked at last.
package struct PolicyForecast: Hashable, Sendable {
  /// How often each hop is looked at, seconds; nil where the agent does not monitor, and then nothing else is known.
  package var interval: Int64?
  /// Hops that were looked at, all hosts' together.
  package var lookedAt = 0
  /// Those of them that the host's record has a say in.
  package var concerned = 0
  /// When the oldest and the newest look at one of these was, Unix seconds.
  package var oldest: Int64?
  package var newest: Int64?
  /// How many of these would be stopped, and how many of those are stopped already.
  package var stopped = 0
  package var stoppedAlready = 0
  /// Those that would be stopped, at most ``mostHops``.
  package var hops: [StoppedHop] = []

  /// As many as a message surely holds.
  package static let mostHops = 1_000

  package init(interval: Int64?) {
    self.interval = interval
  }
}
