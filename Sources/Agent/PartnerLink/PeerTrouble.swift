/// One connection or call that a server refused: from where, and why.
package struct PeerTrouble: Hashable, Sendable {
  package let from: String
  package let trouble: LinkTrouble

  package init(from: String, trouble: LinkTrouble) {
    self.from = from
    self.trouble = trouble
  }
}
