import Findings
import Settings

/// What is said about the host's own files.
enum BrowserFilesText {
  static let noSettings = FindingText("there is no browser.yaml: the host does as is usual")
  static let settingsGood = FindingText("the host's settings can be read, and all they name")

  static func settingsUnusable(_ error: SettingsError) -> FindingText {
    FindingText(
      "\(error.key.isEmpty ? "browser.yaml" : error.key) \(error.problem)",
      cause: "The file, or one that it names, is missing, is not readable, or does not say what it should.",
      consequence: "The host ends at once, so the extension can ask nobody.",
      next: error.next.isEmpty ? "Put it right, or move it away." : error.next)
  }

  static let memoryGood = FindingText("what was learnt of hosts' policies can be read")

  static let memoryNotMade = FindingText(
    "nothing was learnt of hosts' policies yet", cause: "No host with a policy was met.",
    consequence: "None: it is made when there is something to remember.")

  static func memoryUnreadable(_ file: String) -> FindingText {
    FindingText(
      "what was learnt of hosts' policies cannot be read", cause: "The file was damaged, or belongs to another user.",
      consequence:
        "It is left as it is; what is learnt now is forgotten when the browser ends, so that a stripped policy is noticed less often.",
      next: "Move it away, and restart the browser: mv \(file) \(file).damaged")
  }
}
