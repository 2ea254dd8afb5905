/// Where a value stands in a configuration file, for what is found out about it later.
package struct SettingsPlace: Hashable, Sendable {
  package let file: String
  /// From 1.
  package let line: Int
  /// The key with the way to it, as in `hosts[0].keys[1]`.
  package let key: String

  package init(file: String, line: Int, key: String) {
    self.file = file
    self.line = line
    self.key = key
  }

  package func error(_ problem: String, next: String = "") -> SettingsError {
    SettingsError(file: self.file, line: self.line, key: self.key, problem: problem, next: next)
  }
}
