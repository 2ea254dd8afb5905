import ArgumentParser

struct BrowserUninstallCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take back what `warifu browser install` did.",
    discussion: """
      Removes the native manifest, and from your Firefox profiles the preference that --allow-unsigned added. The extension \
      itself is removed in the browser; without the host it stops nothing but what it knows to be protected.

        warifu browser uninstall

      Exit code: 0 it is not there any more, or never was; 1 it cannot be removed, or Firefox runs and keeps the preference.
      """)

  @OptionGroup var options: BrowserOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let (browser, places) = (self.options.browser, UserPlaces.current)
    let file = ManifestFile(browser, places)
    var foreign: String?
    var isOurs = false
    switch file.read() {
    case .none: break
    case .manifest(let manifest) where manifest.isOurs: isOurs = true
    case .manifest(let manifest): foreign = "it describes itself as '\(manifest.description)'"
    case .other(let fault): foreign = fault
    }
    if isOurs { try file.remove() }
    let removal = BrowserRemoval(
      browser: browser.rawValue, manifest: file.path, removed: isOurs, foreign: foreign,
      preferences: browser == .firefox ? try Self.takeBack(places) : [])
    let isKept = removal.preferences.contains { $0.state == .keptByFirefox }
    return Report(
      removal, lines: BrowserInstallText.lines(removal, browser), outcome: (isKept ? Outcome.failed : .good).rawValue)
  }

  /// Another profile may be the usual one by now, so all are looked at.
  private static func takeBack(_ places: UserPlaces) throws(Complaint) -> [BrowserRemoval.Preference] {
    var taken: [BrowserRemoval.Preference] = []
    for profile in FirefoxProfiles(places).all where UserPlaces.isFolder(profile) {
      let state = try UnsignedPreference(profile: profile).takeBack()
      if state != .notOurs { taken.append(BrowserRemoval.Preference(profile: profile, state: state)) }
    }
    return taken
  }
}
