/// An authoritative server serves something else than it should, or is right again.
package struct ServerNotice: Hashable, Sendable, Codable {
  package let origin: String
  package let destination: String
  /// `192.0.2.1:53`.
  package let server: String
  /// `missing`, `differs` or `right`.
  package let state: String

  package init(origin: String, destination: String, server: String, state: ServerSight.State) {
    self.origin = origin
    self.destination = destination
    self.server = server
    self.state = state.rawValue
  }
}
