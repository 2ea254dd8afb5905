/// Both halves of a relationship as TXT octets: one record for each key that signed.
package struct Halves: Hashable, Sendable {
  /// Signed by the origin's keys; empty while there are none.
  package var origin: [String]
  package var destination: [String]

  package init(origin: [String] = [], destination: [String] = []) {
    self.origin = origin
    self.destination = destination
  }

  package var all: [String] { self.origin + self.destination }
}
