package import Declarations

/// The two ends of a relationship; it names the relationship.
package struct HostPair: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let origin: HostName
  package let destination: HostName

  package init(origin: HostName, destination: HostName) {
    self.origin = origin
    self.destination = destination
  }

  package var description: String { "\(self.origin) → \(self.destination)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.origin, left.destination) < (right.origin, right.destination)
  }
}
