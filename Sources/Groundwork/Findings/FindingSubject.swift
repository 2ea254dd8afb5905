/// What a finding is about.
package struct FindingSubject: Hashable, Sendable {
  package let area: FindingArea
  /// A zone with its final dot, a host, a file, a partner's name.
  package let name: String

  package init(_ area: FindingArea, _ name: String) {
    self.area = area
    self.name = name
  }
}
