/// One verification after the key change.
struct StudyVisit: Sendable {
  let cache: StudyCache
  let ttl: Int
  let isStaged: Bool
  let visits: StudyPair.Visits
  let pair: Int
  /// Seconds after the web server's new certificate.
  let second: Int
  /// Whether a client without the fresh look stops the user.
  let isStopped: Bool
  /// Whether one that takes a fresh look does.
  let isStoppedAfterFreshLook: Bool
  /// The verdict without the fresh look.
  let verdict: String
}
