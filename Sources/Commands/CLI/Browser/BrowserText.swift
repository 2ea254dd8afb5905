import Findings

/// What is said about browsers.
enum BrowserText {
  static func found(_ title: String) -> FindingText { FindingText("there is a \(title) that can start the host") }

  static func notFound(_ title: String) -> FindingText {
    FindingText(
      "no \(title) was found on PATH", cause: "It is not installed, or in a folder that PATH does not name.",
      consequence: "Whether it could ask Warifu is not known.",
      next: "Install it as a package of the system; another browser is named with --browser.")
  }

  static func confined(_ title: String) -> FindingText {
    FindingText(
      "the only \(title) here runs in a sandbox", cause: "It was installed as a Flatpak or a Snap.",
      consequence: "It cannot start a program outside its sandbox, so it can never ask Warifu.",
      next: "Install \(title) as a package of the system (Debian: firefox-esr, chromium), and use that one.")
  }

  static func confinedToo(_ title: String) -> FindingText {
    FindingText(
      "there is also a \(title) in a sandbox", cause: "It was installed as a Flatpak or a Snap, beside the other one.",
      consequence: "That one cannot ask Warifu.", next: "Use the other one.")
  }
}
