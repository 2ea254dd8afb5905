/// What a check found, with everything a person or a program needs to judge it and to go on.
package struct Finding: Hashable, Sendable {
  package let severity: Severity
  package let subject: FindingSubject
  /// Stable, lowerCamelCase; one of `docs/findings.md`.
  package let code: String
  package let text: FindingText
  /// What it rests on, in the order in which it is told.
  package let evidence: [Evidence]
  /// The scenario of a lab that shows the same; nil where there is none.
  package let lab: String?

  package init(
    _ code: some FindingCode, _ subject: FindingSubject, _ text: FindingText, evidence: [Evidence] = [],
    lab: String? = nil
  ) {
    self.severity = code.severity
    self.subject = subject
    self.code = code.rawValue
    self.text = text
    self.evidence = evidence
    self.lab = lab
  }

  /// What could not be tested, and why.
  /// - Parameter what: the check, as the end of "could not be tested: …".
  package static func notTested(
    _ subject: FindingSubject, _ what: String, because reason: String, next: String = "",
    code: CommonCode = .notTested, evidence: [Evidence] = []
  ) -> Finding {
    Finding(
      code, subject,
      FindingText(
        "could not be tested: \(what)", cause: reason, consequence: "Nothing is known about it, good or bad.",
        next: next), evidence: evidence)
  }
}

extension Finding: Encodable {
  private enum CodingKeys: String, CodingKey {
    case severity, area, subject, code, summary, evidence, cause, consequence, next, lab
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(self.severity, forKey: .severity)
    try container.encode(self.subject.area, forKey: .area)
    try container.encode(self.subject.name, forKey: .subject)
    try container.encode(self.code, forKey: .code)
    try container.encode(self.text.summary, forKey: .summary)
    try container.encode(self.evidence, forKey: .evidence)
    try container.encode(self.text.cause, forKey: .cause)
    try container.encode(self.text.consequence, forKey: .consequence)
    try container.encode(self.text.next, forKey: .next)
    // Present even where it is null, so that every finding has the same fields.
    try container.encode(self.lab, forKey: .lab)
  }
}
