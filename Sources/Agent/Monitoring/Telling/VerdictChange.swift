/// A hop's verdict is another than at the last look.
package struct VerdictChange: Hashable, Sendable, Codable {
  package let origin: String
  package let destination: String
  /// Nil at the first look.
  package let from: String?
  package let to: String
  /// For a person; nil where there is nothing to explain.
  package let reason: String?
  /// Whether a client would stop, by the policies that it sees.
  package let stopped: Bool
}
