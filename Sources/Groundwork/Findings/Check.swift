/// One thing to examine, apart from all others: it has its own deadline, and what becomes of it concerns no other.
package struct Check: Sendable {
  /// What is examined, as the end of "could not be tested: …".
  package let name: String
  package let subject: FindingSubject
  package let deadline: Duration
  package let run: @Sendable () async -> [Finding]

  package init(
    _ name: String, _ subject: FindingSubject, within deadline: Duration,
    run: @escaping @Sendable () async -> [Finding]
  ) {
    self.name = name
    self.subject = subject
    self.deadline = deadline
    self.run = run
  }
}
