/// Why a relationship came to nothing, or what last held it up.
package struct RecordedFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether somebody said no; otherwise it could not be found out or done.
  package let isRefusal: Bool
  /// A word for programs, lower camel case.
  package let code: String
  /// One line for a person.
  package let message: String
  /// What to do next; may be empty.
  package let next: String
  /// Unix seconds.
  package let at: Int64

  package init(isRefusal: Bool = true, code: String, message: String, next: String, at: Int64) {
    self.isRefusal = isRefusal
    self.code = code
    self.message = message
    self.next = next
    self.at = at
  }

  package var description: String { self.next.isEmpty ? self.message : "\(self.message). \(self.next)" }
}
