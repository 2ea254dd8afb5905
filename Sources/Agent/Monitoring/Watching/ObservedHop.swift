package import Declarations

/// A hop that was seen while a URL was followed.
package struct ObservedHop: Hashable, Sendable {
  package let origin: String
  package let destination: String
  /// Unix seconds.
  package let at: Int64
  package let verdict: Verdict
  package let reason: String?
  package let stopped: Bool
  package let trial: PolicyTrial

  /// Nil where an end has no name.
  var pair: WatchedPair? {
    guard let origin = try? HostName(self.origin), let destination = try? HostName(self.destination) else { return nil }
    return WatchedPair(origin: origin, destination: destination)
  }
}
