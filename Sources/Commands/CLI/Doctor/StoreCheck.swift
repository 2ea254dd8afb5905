import Findings
import Foundation

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
      var status = stat()
      guard lstat(path, &status) == 0 else {
        guard errno == ENOENT || errno == ENOTDIR else {
          return [
            .notTested(
              subject, "who can get at the agent's state", because: "\(path): \(String(cString: strerror(errno)))",
              next: "Run this as the agent's user.")
          ]
        }
        continue
      }
      let mode = String(status.st_mode & 0o7777, radix: 8)
      evidence.append(Evidence("file", "\(path): mode \(mode), user \(status.st_uid)"))
      if status.st_mode & 0o077 != 0 { exposed.append(path) }
      if status.st_uid != geteuid() { foreign.append(path) }
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
          because: "\(foreign[0]) belongs to another user than the one who runs this (\(geteuid()))",
          next: "Run this as the agent's user.", evidence: evidence)
      ]
    }
    return [Finding(DoctorCode.storePrivate, subject, StoreText.good, evidence: evidence)]
  }
}
