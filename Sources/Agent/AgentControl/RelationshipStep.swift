/// One step of a registration that is done.
package struct RelationshipStep: Hashable, Sendable {
  /// The state reached.
  package var state: String
  /// One line for a person.
  package var text: String
  /// Since the registration was asked for.
  package var milliseconds: Double

  package init(state: String, text: String, milliseconds: Double) {
    self.state = state
    self.text = text
    self.milliseconds = milliseconds
  }
}
