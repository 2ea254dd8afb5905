/// What is wrong with a configuration file, and where: `file:line: key: problem. next`.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// From 1; nil when the file as a whole is meant.
  package let line: Int?
  /// The key with the way to it, as in `hosts[0].name`; empty for the document itself.
  package let key: String
  package let problem: String
  /// What to do about it; may be empty.
  package let next: String

  package init(file: String, line: Int?, key: String = "", problem: String, next: String = "") {
    self.file = file
    self.line = line
    self.key = key
    self.problem = problem
    self.next = next
  }

  package var description: String {
    let place = self.line.map { "\(self.file):\($0)" } ?? self.file
    let subject = self.key.isEmpty ? place : "\(place): \(self.key)"
    let ended = self.problem.hasSuffix(".") ? self.problem : self.problem + "."
    return self.next.isEmpty ? "\(subject): \(ended)" : "\(subject): \(ended) \(self.next)"
  }
}
