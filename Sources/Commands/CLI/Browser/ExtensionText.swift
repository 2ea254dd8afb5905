import Findings
import Settings

/// What is said about the extension in Firefox.
enum ExtensionText {
  private static let nothing = "Nothing is verified, and nothing is stopped."
  private static let file = ".build/extension/warifu-\(ProductVersion.current).xpi"
  private static let onESR = "Firefox ESR takes it after: warifu browser install --allow-unsigned, and a restart"

  static let noProfile = FindingText(
    "Firefox has no profile of this user yet", cause: "It was never started.",
    consequence: "The extension cannot be installed in it, so nothing is verified.",
    next: "Start Firefox, and install the extension in it.")

  static let missing = FindingText(
    "the extension is not in the profile that Firefox opens by itself",
    cause: "It was not installed, or in another profile, or as a temporary add-on, which is gone when Firefox ends.",
    consequence: "\(Self.nothing) A temporary add-on works until then: Firefox does not write it down.",
    next: "`make extension` packs \(Self.file): about:addons, Install Add-on From File. \(Self.onESR).")

  static let disabledByUser = FindingText(
    "the extension is installed, and switched off", cause: "Somebody switched it off in about:addons.",
    consequence: Self.nothing, next: "Switch it on in about:addons.")

  static let disabledByFirefox = FindingText(
    "the extension is installed, and Firefox does not run it",
    cause: "It is not signed, or not made for this version of Firefox.", consequence: Self.nothing,
    next: "\(Self.onESR). Other Firefoxes run it only as a temporary add-on, until addons.mozilla.org has signed one.")

  static func active(isSigned: Bool) -> FindingText {
    FindingText("the extension is installed and active\(isSigned ? "" : "; it is not signed")")
  }

  static let refusedByRelease = FindingText(
    "this Firefox takes signed extensions only", cause: "It is a release, in which that cannot be changed.",
    consequence:
      "The extension must be signed by addons.mozilla.org; another is a temporary add-on, gone when Firefox ends.",
    next: "Use Firefox ESR and: warifu browser install --allow-unsigned. There is no signed extension yet.")

  static let refused = FindingText(
    "this Firefox takes signed extensions only", cause: "That is how it comes.",
    consequence:
      "The extension must be signed by addons.mozilla.org; another is a temporary add-on, gone when Firefox ends.",
    next: "warifu browser install --allow-unsigned, and a restart of Firefox. There is no signed extension yet.")

  static let allowed = FindingText(
    "this Firefox takes extensions that nobody signed", cause: "\(UnsignedPreference.name) is false in its profile.",
    consequence: "Any such extension can be installed there, not only Warifu's.",
    next: "When the extension that is installed is a signed one: warifu browser uninstall, then warifu browser install")
}
