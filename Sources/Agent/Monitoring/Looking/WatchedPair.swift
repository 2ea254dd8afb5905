package import Declarations

/// An origin and a destination that are watched.
package struct WatchedPair: Hashable, Sendable, Comparable, CustomStringConvertible {
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
