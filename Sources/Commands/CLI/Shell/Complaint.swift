/// Why a command did not do what it was asked: what happened, to what, and what to do next.
package struct Complaint: Error, Hashable, Sendable, CustomStringConvertible {
  package let outcome: Outcome
  /// A word for programs, lower camel case.
  package let code: String
  /// What it is about: a file, a host, an option.
  package let subject: String
  /// What happened, one line.
  package let message: String
  /// What to do; may be empty.
  package let next: String

  package init(_ outcome: Outcome, code: String, subject: String, message: String, next: String = "") {
    self.outcome = outcome
    self.code = code
    self.subject = subject
    self.message = message
    self.next = next
  }

  package var description: String {
    self.next.isEmpty ? self.message : "\(self.message). \(self.next)"
  }

  /// A wrong value of an option or variable.
  static func usage(_ subject: String, _ message: String, next: String = "") -> Complaint {
    Complaint(.usage, code: "usage", subject: subject, message: message, next: next)
  }
}

/// The document that a command with `--json` writes instead of its own when it fails.
struct ErrorDocument: Encodable, Sendable {
  let schema = 1
  let error: Entry

  struct Entry: Encodable, Sendable {
    let code: String
    let subject: String
    let message: String
    let next: String

    init(_ complaint: Complaint) {
      self.code = complaint.code
      self.subject = complaint.subject
      self.message = complaint.message
      self.next = complaint.next
    }
  }

  init(_ complaint: Complaint) {
    self.error = Entry(complaint)
  }
}
