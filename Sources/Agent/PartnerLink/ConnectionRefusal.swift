/// One connection that a server did not let in: from where, and why.
package struct ConnectionRefusal: Hashable, Sendable {
  package let from: String
  package let trouble: HandshakeTrouble

  package init(from: String, trouble: HandshakeTrouble) {
    self.from = from
    self.trouble = trouble
  }
}
