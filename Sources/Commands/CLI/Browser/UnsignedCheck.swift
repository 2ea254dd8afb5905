import Findings

/// Which rule holds in each Firefox for extensions that nobody signed?
struct UnsignedCheck: Sendable {
  private static let name = "the rule for unsigned extensions"

  let programs: [String]
  let profile: String?

  private var subject: FindingSubject { FindingSubject(.installation, "unsigned extensions") }

  var check: Check {
    Check(Self.name, self.subject, within: .seconds(15)) { await self.findings() }
  }

  /// One for each version: two programs of one version are, as a rule, one browser and a script that starts it.
  private func findings() async -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<BrowserVersion?> = []
    for program in self.programs {
      let version = await BrowserVersion.of(program)
      if seen.insert(version).inserted { findings.append(self.finding(program, version)) }
    }
    return findings
  }

  private func finding(_ program: String, _ version: BrowserVersion?) -> Finding {
    guard let version else {
      return .notTested(
        self.subject, Self.name, because: "\(program) does not tell its version",
        evidence: [Evidence("program", program)])
    }
    var evidence = [Evidence("program", program), Evidence("version", version.text)]
    guard version.honoursUnsignedPreference else {
      return Finding(BrowserCode.unsignedRefused, self.subject, ExtensionText.refusedByRelease, evidence: evidence)
    }
    do throws(Complaint) {
      let isAllowed = try self.profile.map { UnsignedPreference(profile: $0) }?.isAllowed ?? false
      evidence.append(Evidence(UnsignedPreference.name, isAllowed ? "false" : "true"))
      return isAllowed
        ? Finding(BrowserCode.unsignedAllowed, self.subject, ExtensionText.allowed, evidence: evidence)
        : Finding(BrowserCode.unsignedRefused, self.subject, ExtensionText.refused, evidence: evidence)
    } catch {
      return .notTested(self.subject, Self.name, because: error.message, next: error.next, evidence: evidence)
    }
  }
}
