import ArgumentParser
import Foundation

struct BrowserInstallCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Tell a browser of this user which program the extension may start.",
    discussion: """
      Writes the native manifest, \(NativeManifest.hostName).json, where the browser looks for it. The extension itself is \
      installed in the browser.

        warifu browser install
        warifu browser install --browser chromium

      Firefox takes only extensions that addons.mozilla.org signed. Firefox ESR and nightly builds take others where the \
      preference \(UnsignedPreference.name) is false; --allow-unsigned sets it in your profile, if you agree. From then on \
      that profile takes *any* extension that nobody signed.

      A browser that is a Flatpak or a Snap runs in a sandbox and cannot start a program outside it; such are named, and not \
      supported.

      Exit code: 0 installed; 1 there are only browsers in sandboxes, a file of that name is somebody else's, it cannot \
      be written, or with --allow-unsigned there is no Firefox profile yet (the manifest is written all the same); 2 no \
      host program was found, or with --allow-unsigned there is no terminal to ask on.
      """)

  @OptionGroup var options: BrowserOptions

  @Option(
    help: ArgumentHelp(
      "The host program. (default: warifu-browser-host beside this program, on PATH, or below /usr/libexec)",
      valueName: "path"),
    completion: .file())
  var host: String?

  @Option(
    help: ArgumentHelp(
      "For Chromium and Chrome, where the extension was packed with another key: the 32 letters beside it on chrome://extensions.",
      valueName: "id"))
  var extensionID: ExtensionID?

  @Flag(help: "For Firefox ESR: let this profile take unsigned extensions.") var allowUnsigned = false
  @Flag(help: "With --allow-unsigned: do not ask.") var yes = false
  @Flag(help: "Replace a file of that name that is somebody else's.") var force = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let isFirefox = self.options.browser == .firefox
    guard !isFirefox || self.extensionID == nil else {
      throw ValidationError("--extension-id goes with --browser chromium or chrome: for Firefox it is fixed.")
    }
    guard isFirefox || !self.allowUnsigned else { throw ValidationError("--allow-unsigned goes with Firefox.") }
    guard self.allowUnsigned || !self.yes else { throw ValidationError("--yes goes with --allow-unsigned.") }
  }

  func report() async throws -> Report {
    let (browser, places) = (self.options.browser, UserPlaces.current)
    let found = FoundBrowsers(browser, places)
    if found.areAllConfined { throw Self.confined(found) }
    let host = try HostProgram.find(self.host, places)
    let file = ManifestFile(browser, places)
    let replaces = try self.replaces(file)
    // Asked before anything is written, so that who ends it here has changed nothing.
    let preference = self.allowUnsigned ? FirefoxProfiles(places).usual.map { UnsignedPreference(profile: $0) } : nil
    let consent = try preference.map { try self.consent(to: $0) }
    let unsigned = consent ?? (self.allowUnsigned ? .noProfile : nil)
    try file.write(NativeManifest(host: host, extensionID: browser == .firefox ? nil : self.extensionID ?? .chromium))
    if let preference, unsigned == .allowed { try preference.allow() }
    let installation = BrowserInstallation(
      browser: browser.rawValue, manifest: file.path, host: host, replaced: replaces, unsigned: unsigned,
      profile: preference?.profile, warnings: await self.warnings(found))
    return Report(
      installation,
      lines: BrowserInstallText.lines(installation, browser, profilesIn: FirefoxProfiles.folders(places)),
      outcome: (unsigned == .noProfile ? Outcome.failed : .good).rawValue)
  }

  /// - Returns: whether there is a manifest of ours.
  private func replaces(_ file: ManifestFile) throws(Complaint) -> Bool {
    let reason: String
    switch file.read() {
    case .none: return false
    case .manifest(let manifest) where manifest.isOurs: return true
    case .manifest(let manifest): reason = "it describes itself as '\(manifest.description)'"
    case .other(let fault): reason = fault
    }
    if self.force { return false }
    throw Complaint(
      .failed, code: "foreignManifest", subject: file.path,
      message: "\(file.path) is there, and was not written by this program: \(reason)",
      next: "Look at it; --force replaces it.")
  }

  private func consent(to preference: UnsignedPreference) throws(Complaint) -> BrowserInstallation.Unsigned {
    if try preference.isAllowed { return .allowedBefore }
    if self.yes { return .allowed }
    let isAgreed = try Consent.ask(BrowserInstallText.question(preference), subject: preference.userFile)
    return isAgreed ? .allowed : .declined
  }

  private func warnings(_ found: FoundBrowsers) async -> [String] {
    let title = found.browser.title
    var warnings = found.confined.map {
      "the \(title) that is a \($0.kind.rawValue) (\($0.place)) cannot ask Warifu: use the other one"
    }
    if found.ordinary.isEmpty {
      warnings.append("no \(title) was found on PATH; one that is installed later will find the manifest")
    }
    if self.allowUnsigned {
      for program in found.ordinary {
        guard let version = await BrowserVersion.of(program), !version.honoursUnsignedPreference else { continue }
        warnings.append("\(program) is \(version.text), a release: it takes signed extensions only, whatever is set")
      }
    }
    return warnings
  }

  private static func confined(_ found: FoundBrowsers) -> Complaint {
    let places = found.confined.map { "\($0.place) (\($0.kind.rawValue))" }.joined(separator: ", ")
    return Complaint(
      .failed, code: "browserConfined", subject: found.browser.title,
      message:
        "the only \(found.browser.title) here runs in a sandbox and cannot start a program outside it: \(places)",
      next:
        "Install \(found.browser.title) as a package of the system (Debian: firefox-esr, chromium), and run this again."
    )
  }
}
