import Findings
import Foundation
import HopVerifier
import Settings

/// Can what was learnt of hosts' policies be read?
struct PolicyMemoryCheck: Sendable {
  let folders: UserFolders

  private var file: String { "\(self.folders.state)/browser/policies.json" }
  private var subject: FindingSubject { FindingSubject(.installation, self.file) }

  var check: Check {
    Check("the memory of policies", self.subject, within: .seconds(5)) { [self.finding()] }
  }

  private func finding() -> Finding {
    guard FileManager.default.fileExists(atPath: self.file) else {
      return Finding(BrowserCode.policyMemoryNotMade, self.subject, BrowserFilesText.memoryNotMade)
    }
    do throws(PolicyMemoryError) {
      _ = try FilePolicyMemory(path: self.file)
      return Finding(BrowserCode.policyMemoryGood, self.subject, BrowserFilesText.memoryGood)
    } catch {
      return Finding(
        BrowserCode.policyMemoryUnreadable, self.subject, BrowserFilesText.memoryUnreadable(self.file),
        evidence: [Evidence("problem", error.problem)])
    }
  }
}
