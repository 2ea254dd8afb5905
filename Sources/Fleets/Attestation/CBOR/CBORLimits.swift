/// What a decoder takes before it gives up.
public struct CBORLimits: Sendable, Hashable {
  /// The most octets of the whole input.
  public let octets: Int
  /// How many containers may stand in one another, 16 at the most.
  public let depth: Int

  public init(octets: Int, depth: Int = Self.greatestDepth) {
    self.octets = octets
    self.depth = min(depth, Self.greatestDepth)
  }

  /// Decoding calls itself for each container, so there is an end to it whatever a caller asks for.
  public static let greatestDepth = 16
  /// For results, reference values and Terms: a mebioctet.
  public static let standard = Self(octets: 1 << 20)
}
