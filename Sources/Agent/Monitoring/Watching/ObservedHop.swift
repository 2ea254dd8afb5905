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
}
