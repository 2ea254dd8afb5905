/// Within what the signing agent signs. All times in seconds.
package struct SignerLimits: Hashable, Sendable {
  /// Statements begin this much before the moment they are made, since clocks differ.
  package static let backdate: Int64 = 600
  /// How far a statement's begin may lie from where this machine's clock would put it.
  package static let clockTolerance: Int64 = 600
  package static let longestValidity: Int64 = 30 * 86_400

  /// From now to the end of the statement; a statement is longer by ``backdate``.
  package var maximumValidity: Int64 = 14 * 86_400
  /// Signatures in a second. A tenth of that may be asked for at once; more wait for up to a second.
  package var rate = 200

  package init() {}

  /// From not-before to expires.
  var longestSpan: Int64 { min(self.maximumValidity + Self.backdate, Self.longestValidity) }
}
