import BrowserHost
import Findings
import Foundation
import Settings

/// Can the host's own settings be read?
struct BrowserSettingsCheck: Sendable {
  let folders: UserFolders

  var file: String { "\(self.folders.configuration)/browser.yaml" }
  private var subject: FindingSubject { FindingSubject(.installation, self.file) }

  var check: Check {
    Check("the host's settings", self.subject, within: .seconds(5)) { [self.finding()] }
  }

  private func finding() -> Finding {
    guard FileManager.default.fileExists(atPath: self.file) else {
      return Finding(BrowserCode.browserSettingsGood, self.subject, BrowserFilesText.noSettings)
    }
    do throws(SettingsError) {
      let settings = try BrowserSettings.load(self.file)
      return Finding(
        BrowserCode.browserSettingsGood, self.subject, BrowserFilesText.settingsGood,
        evidence: [Evidence("resolver", "\(settings.resolver)"), Evidence("own roots", "\(settings.roots.count)")])
    } catch {
      let place = error.line.map { "\(error.file):\($0)" } ?? error.file
      return Finding(
        BrowserCode.browserSettingsUnusable, self.subject, BrowserFilesText.settingsUnusable(error),
        evidence: [Evidence("place", place)] + (error.key.isEmpty ? [] : [Evidence("key", error.key)]))
    }
  }
}
