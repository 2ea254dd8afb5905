/// What was seen in a scene.
package struct SceneSight: Sendable {
  /// In the words of ``Scene/expected``; anything else is a failure.
  package var observed: String
  /// For a person: the reason given, the proof.
  package var detail: String

  package init(_ observed: String, detail: String = "") {
    self.observed = observed
    self.detail = detail
  }
}
