/// What a person reads when a browser is told of the host, or no longer is.
enum BrowserInstallText {
  static func question(_ preference: UnsignedPreference) -> [Line] {
    [
      "Set \(UnsignedPreference.name, .strong) to false in \(preference.userFile)?",
      "This profile then takes any extension that nobody has signed, not only Warifu's.",
    ]
  }

  /// - Parameter folders: where Firefox keeps profiles.
  static func lines(_ done: BrowserInstallation, _ browser: Browser, profilesIn folders: [String]) -> [Line] {
    var lines: [Line] = [
      """
      \(symbol: .good) \(browser.title, .strong) may start \(done.host): \
      \(done.replaced ? "the manifest there was is replaced" : "the manifest is written")
      """,
      "  \(done.manifest)",
    ]
    if let unsigned = done.unsigned, let profile = done.profile { lines += self.lines(unsigned, profile) }
    if done.unsigned == .noProfile { lines += self.noProfile(folders) }
    lines += done.warnings.map { "\(symbol: .warning) \($0)" }
    lines.append("Then install the extension in \(browser.title), and see whether all is well: \(self.doctor(browser))")
    return lines
  }

  private static func noProfile(_ folders: [String]) -> [Line] {
    [
      "\(symbol: .bad) \(UnsignedPreference.name, .strong) is not set: there is no Firefox profile in \(folders.joined(separator: " or "))",
      "  Start Firefox once, end it, and run this again.",
    ]
  }

  private static func lines(_ unsigned: BrowserInstallation.Unsigned, _ profile: String) -> [Line] {
    switch unsigned {
    case .allowed:
      [
        "\(symbol: .warning) \(UnsignedPreference.name, .strong) is false in \(profile)/user.js: \("any", .strong) unsigned extension can be installed in this profile",
        "  Restart Firefox, so that it takes effect. `warifu browser uninstall` takes it back.",
      ]
    case .allowedBefore:
      ["\(symbol: .dot) \(UnsignedPreference.name, .strong) was false already in \(profile); nothing was changed"]
    case .declined:
      ["\(symbol: .dot) \(UnsignedPreference.name, .strong) was left as it is: Firefox takes signed extensions only"]
    case .noProfile: []
    }
  }

  static func lines(_ done: BrowserRemoval, _ browser: Browser) -> [Line] {
    var lines: [Line] =
      done.removed
      ? ["\(symbol: .good) \(browser.title, .strong) no longer knows the host: \(done.manifest) is removed"]
      : ["\(symbol: .dot) \(browser.title, .strong) had no manifest of this program at \(done.manifest)"]
    if let foreign = done.foreign {
      lines.append("\(symbol: .warning) The file there is somebody else's and stays: \(foreign)")
    }
    for preference in done.preferences {
      lines +=
        preference.state == .keptByFirefox
        ? [
          "\(symbol: .bad) \(UnsignedPreference.name, .strong) stays false: Firefox has \(preference.profile) open, and would write it again",
          "  End Firefox and run this again.",
        ]
        : [
          "\(symbol: .good) \(UnsignedPreference.name, .strong) is taken out of \(preference.profile)",
          "  From its next start Firefox installs signed extensions only.",
        ]
    }
    return lines
  }

  private static func doctor(_ browser: Browser) -> String {
    browser == .firefox ? "warifu browser doctor" : "warifu browser doctor --browser \(browser.rawValue)"
  }
}
