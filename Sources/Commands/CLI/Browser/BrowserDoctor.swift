import Findings

/// Examines what has to be there so that a browser asks Warifu before it follows a redirect.
struct BrowserDoctor: Sendable {
  let browser: Browser
  /// For browsers of the Chromium family; nil where any extension will do.
  let extensionID: ExtensionID?
  let places: UserPlaces

  func findings() async -> [Finding] {
    let found = FoundBrowsers(self.browser, self.places)
    let manifest = HostManifestCheck(
      file: ManifestFile(self.browser, self.places), browser: self.browser, extensionID: self.extensionID)
    var checks = [
      FoundBrowsersCheck(found: found).check, manifest.check, BrowserSettingsCheck(folders: self.places.folders).check,
      PolicyMemoryCheck(folders: self.places.folders).check,
    ]
    if let host = manifest.startable {
      let settings = BrowserSettingsCheck(folders: self.places.folders).file
      checks.append(HostCheck(host: host, caller: manifest.caller, settings: settings).check)
    }
    if self.browser == .firefox {
      let profile = FirefoxProfiles(self.places).usual
      checks.append(ExtensionCheck(profile: profile).check)
      if !found.ordinary.isEmpty { checks.append(UnsignedCheck(programs: found.ordinary, profile: profile).check) }
    }
    return await Examination.run(checks)
  }
}
