/// One thing to fetch, with others that are asked for where the service does not know the first.
package struct FetchStep: Hashable, Sendable {
  package let wants: [CollateralWant]
  /// What a store may have already and then is not asked for: things that never change.
  package let isLasting: Bool

  package init(_ wants: [CollateralWant], isLasting: Bool = false) {
    self.wants = wants
    self.isLasting = isLasting
  }
}
