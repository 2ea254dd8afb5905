/// How the zone's own servers are asked through an empty cache, when a first answer gives cause to.
public struct FreshLook: Sendable {
  /// For a person: `recursion from the root`, or an address.
  public let name: String
  /// Makes a resolver with an empty cache that asks them.
  public let make: @Sendable () throws -> any NameLookup

  public init(name: String, make: @escaping @Sendable () throws -> any NameLookup) {
    self.name = name
    self.make = make
  }
}
