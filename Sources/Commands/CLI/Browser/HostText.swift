import Findings
import HopVerifier

/// What is said about the native host and its manifest.
enum HostText {
  private static let nothing = "The extension cannot ask anybody: it verifies nothing, and says so."
  private static let settings =
    "Name another resolver in the extension's settings, or in browser.yaml under resolver: path."

  private static func install(_ browser: Browser) -> String {
    switch browser {
    case .firefox: "Run: warifu browser install"
    case .chromium, .chrome: "Run: warifu browser install --browser \(browser.rawValue)"
    }
  }

  static let manifestGood = FindingText("the manifest lets the extension start a program that is there")

  static func manifestMissing(_ browser: Browser) -> FindingText {
    FindingText(
      "\(browser.title) does not know the host: there is no manifest", cause: "It was not installed for this user.",
      consequence: self.nothing, next: self.install(browser))
  }

  static func manifestDamaged(_ fault: String, _ browser: Browser) -> FindingText {
    FindingText(
      "the manifest cannot be used: \(fault)", cause: "It was changed, or something else wrote it.",
      consequence: self.nothing, next: "\(self.install(browser)) --force")
  }

  static func programUnusable(_ path: String, _ browser: Browser) -> FindingText {
    FindingText(
      "the manifest names \(path), which is no file that you can execute",
      cause: "The host was moved or removed after the manifest was written.", consequence: self.nothing,
      next: self.install(browser))
  }

  static func otherExtension(_ browser: Browser) -> FindingText {
    FindingText(
      "the manifest does not let this extension start the host", cause: "It was written for another extension.",
      consequence: self.nothing, next: self.install(browser))
  }

  static func answers(_ version: String) -> FindingText {
    FindingText("the host answers as it would to a browser; it is version \(version)")
  }

  static let otherVersion = FindingText(
    "the host answers, and is of another version than this program",
    cause: "The manifest names a host that was installed at another time.",
    consequence: "It may lack what the extension asks for.", next: "Install both together, then: warifu browser install"
  )

  static let ended = FindingText(
    "the host ends without an answer",
    cause: "It cannot start with its settings, or is damaged; see what it complains of.",
    consequence: Self.nothing, next: "Put right what it complains of. A settings file is named with its line.")

  static let silent = FindingText(
    "the host does not answer in time", cause: "Whatever the manifest names does not speak with browsers, or it hangs.",
    consequence: Self.nothing, next: "See which program the manifest names; then: warifu browser install")

  static let notStarted = FindingText(
    "the host cannot be started", cause: "The file is no program of this machine.", consequence: Self.nothing,
    next: "See which program the manifest names; then: warifu browser install")

  static let notOurs = FindingText(
    "what the manifest names says something that is no answer",
    cause: "It is another program than warifu-browser-host.",
    consequence: Self.nothing, next: "See which program the manifest names; then: warifu browser install")

  static let refuses = FindingText(
    "the host runs, and cannot do what it is asked", cause: "It says why.", consequence: Self.nothing,
    next: Self.settings)

  static let validates = FindingText("the host can validate DNSSEC over its resolver")

  static let stripsDNSSEC = FindingText(
    "the host's resolver removes DNSSEC signatures",
    cause: "A router or provider answers for it, or the trust anchor is not the root's.",
    consequence:
      "Nothing can be proved over it, nor are the zones' own servers reached instead: every hop is insecure or unreachable.",
    next: Self.settings)

  /// - Parameters:
  ///   - instead: whom the host asks, as it says.
  ///   - settings: the host's file.
  static func asksInstead(_ instead: String, settings: String) -> FindingText {
    let isRecursion = instead == ResolverChoice.recursive.description
    let choice = isRecursion ? "recursive" : "\"\(instead)\""
    return FindingText(
      "the host's resolver removes DNSSEC signatures; the host asks by \(instead) instead, which validates",
      cause: "A router or provider answers for it, or the trust anchor is not the root's.",
      consequence:
        "Verdicts are good. A hop to hosts that were not asked about before takes longer, and the popup speaks of the resolver.",
      next: "To have it asked so from the start, write into \(settings): resolver: { path: \(choice) }")
  }

  static let wrongClock = FindingText(
    "this machine's clock is wrong",
    cause: "The root's signatures, which are renewed daily, seem to be of another time.",
    consequence: "Nothing can be verified.", next: "Set the clock right: timedatectl set-ntp true")

  static let unreachable = FindingText(
    "the host reaches nobody who answers for the DNS",
    cause: "There is no network now, or its resolver does not answer.",
    consequence: "Hops are unreachable as long as that lasts.", next: "Look at the network. \(Self.settings)")
}
