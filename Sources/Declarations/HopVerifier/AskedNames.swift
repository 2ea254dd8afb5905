/// The names that a verifier has asked already, as far as it remembers them.
struct AskedNames {
  /// How many it remembers: some megabytes.
  static let mostNames = 50_000

  private let most: Int
  private var names: Set<String> = []

  init(most: Int = Self.mostNames) {
    self.most = most
  }

  /// Notes these names.
  ///
  /// - Returns: whether none of them was asked before. Once there is no room to remember them, any may have been.
  mutating func areNew(_ owners: [String]) -> Bool {
    guard self.names.count + owners.count <= self.most else { return false }
    let areNew = self.names.isDisjoint(with: owners)
    self.names.formUnion(owners)
    return areNew
  }
}
