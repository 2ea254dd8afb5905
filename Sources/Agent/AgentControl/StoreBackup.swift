/// A copy of the agent's state that was written.
package struct StoreBackup: Hashable, Sendable {
  package var path: String
  package var relationships: Int
  package var octets: Int

  package init(path: String, relationships: Int, octets: Int) {
    self.path = path
    self.relationships = relationships
    self.octets = octets
  }
}
