/// Something that a finding rests on: a record, a time, what a server answered.
package struct Evidence: Hashable, Encodable, Sendable {
  /// What it is, in one or two words: `server`, `record`, `ends`.
  package let label: String
  package let value: String

  package init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }

  /// A moment as an RFC 3339 time in UTC.
  /// - Parameter seconds: Unix seconds.
  package static func time(_ label: String, _ seconds: Int64) -> Evidence {
    Evidence(label, RFC3339.text(seconds))
  }
}
