import Findings
import Secrets

/// Can others get at the agent's state?
struct StoreCheck: Sendable {
  let folder: String
  let file: String

  var check: Check {
    Check("the agent's state", FindingSubject(.installation, self.folder), within: .seconds(5)) { self.findings() }
  }

  private func findings() -> [Finding] {
    let subject = FindingSubject(.installation, self.folder)
    // The last two are SQLite's, which hold what was written last.
    let files = [self.folder, self.file, "\(self.file)-wal", "\(self.file)-shm"]
    var evidence: [Evidence] = []
    var exposed: [String] = []
    var foreign: [String] = []
    for path in files {
      let access: FileAccess?
      do {
        access = try FileAccess.of(path)
      } catch {
        return [
          .notTested(
            subject, "who can get at the agent's state", because: error.description,
            next: "Run this as the agent's user.")
        ]
      }
      guard let access else { continue }
      let mode = String(access.mode, radix: 8)
      evidence.append(Evidence("file", "\(path): mode \(mode), user \(access.owner)"))
      if access.isOpenToOthers { exposed.append(path) }
      if !access.isOwn { foreign.append(path) }
    }
    guard !evidence.isEmpty else {
      return [Finding(DoctorCode.storeNotMade, subject, StoreText.notMade, evidence: [Evidence("file", self.file)])]
    }
    guard exposed.isEmpty else {
      return [Finding(DoctorCode.storeExposed, subject, StoreText.exposed(exposed), evidence: evidence)]
    }
    guard foreign.isEmpty else {
      return [
        .notTested(
          subject, "whether warifud can use its state",
          because: "\(foreign[0]) belongs to another user than the one who runs this (\(FileAccess.user))",
          next: "Run this as the agent's user.", evidence: evidence)
      ]
    }
    return [Finding(DoctorCode.storePrivate, subject, StoreText.good, evidence: evidence)]
  }
}
