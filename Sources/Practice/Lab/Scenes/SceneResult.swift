/// How a scene ended.
package struct SceneResult: Encodable, Sendable {
  package let number: Int
  package let name: String
  package let expected: String
  package let observed: String
  package let passed: Bool
  package let milliseconds: Double
  /// For people only: the reason given, the proof.
  package let detail: String

  private enum CodingKeys: CodingKey { case number, name, expected, observed, passed, milliseconds }
}
