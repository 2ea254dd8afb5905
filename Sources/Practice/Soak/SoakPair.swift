import Declarations

/// An origin and a destination, and whose they are.
struct SoakPair: Hashable, Sendable, Comparable, CustomStringConvertible {
  let origin: HostName
  let destination: HostName
  /// The organization that publishes.
  let publisher: SoakParty.Name

  var description: String { "\(self.origin)>\(self.destination)" }
  var owner: String { "\(self.destination).\(RelationshipNames.label).\(self.origin)" }

  static func < (one: SoakPair, other: SoakPair) -> Bool { one.description < other.description }
}
