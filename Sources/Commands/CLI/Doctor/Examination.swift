import Monitoring
import Findings

/// Runs checks at the same time, within limits; one that hangs holds up no other.
enum Examination {
  /// - Parameter atOnce: how many run at the same time.
  static func run(_ checks: [Check], atOnce: Int = 16) async -> [Finding] {
    await withTaskGroup(of: [Finding].self) { group in
      var rest = checks[...]
      for check in rest.prefix(atOnce) { group.addTask { await self.run(check) } }
      rest = rest.dropFirst(atOnce)
      var findings: [Finding] = []
      for await some in group {
        findings += some
        if let check = rest.popFirst() { group.addTask { await self.run(check) } }
      }
      return findings
    }
  }

  private static func run(_ check: Check) async -> [Finding] {
    if let findings = await Deadline.run(check.deadline, check.run) { return findings }
    return [
      .notTested(
        check.subject, check.name, because: "it took longer than \(check.deadline / .seconds(1)) s",
        next: "Something that was asked neither answers nor refuses: look for a firewall that drops packets.",
        code: .timedOut, evidence: [Evidence("check", check.name)])
    ]
  }
}
