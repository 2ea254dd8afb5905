import Findings

/// What is said about the extension in Firefox.
enum ExtensionText {
  private static let nothing = "Nothing is verified, and nothing is stopped."

  static let noProfile = FindingText(
    "Firefox has no profile of this user yet", cause: "It was never started.",
    consequence: "The extension cannot be installed in it, so nothing is verified.",
    next: "Start Firefox, and install the extension in it.")

  static let missing = FindingText(
    "the extension is not in the profile that Firefox opens by itself",
    cause: "It was not installed, or in another profile, or only for the time until Firefox ends.",
    consequence: Self.nothing, next: "Install it in Firefox: about:addons, Install Add-on From File.")

  static let disabledByUser = FindingText(
    "the extension is installed, and switched off", cause: "Somebody switched it off in about:addons.",
    consequence: Self.nothing, next: "Switch it on in about:addons.")

  static let disabledByFirefox = FindingText(
    "the extension is installed, and Firefox does not run it",
    cause: "It is not signed, or not made for this version of Firefox.", consequence: Self.nothing,
    next: "Install the signed one; in Firefox ESR: warifu browser install --allow-unsigned, and restart Firefox.")

  static func active(isSigned: Bool) -> FindingText {
    FindingText("the extension is installed and active\(isSigned ? "" : "; it is not signed")")
  }

  static let refusedByRelease = FindingText(
    "this Firefox takes signed extensions only", cause: "It is a release, in which that cannot be changed.",
    consequence: "The extension must be signed by addons.mozilla.org; another is gone when Firefox ends.",
    next: "Install the signed one; or use Firefox ESR and: warifu browser install --allow-unsigned")

  static let refused = FindingText(
    "this Firefox takes signed extensions only", cause: "That is how it comes.",
    consequence: "The extension must be signed by addons.mozilla.org; another is gone when Firefox ends.",
    next: "Install the signed one; else: warifu browser install --allow-unsigned")

  static let allowed = FindingText(
    "this Firefox takes extensions that nobody signed", cause: "\(UnsignedPreference.name) is false in its profile.",
    consequence: "Any such extension can be installed there, not only Warifu's.",
    next: "When the extension that is installed is a signed one: warifu browser uninstall, then warifu browser install")
}
