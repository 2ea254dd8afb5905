/// The codes of the findings that one room makes: stable words in lowerCamelCase for programs, each with one severity, all
/// of them in `docs/findings.md`.
package protocol FindingCode: RawRepresentable<String>, CaseIterable, Sendable {
  var severity: Severity { get }
}
