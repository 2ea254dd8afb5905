import Findings

/// Is the extension in Firefox, and does it run?
struct ExtensionCheck: Sendable {
  /// The profile that Firefox opens by itself.
  let profile: String?

  private var subject: FindingSubject { FindingSubject(.installation, "extension") }

  var check: Check {
    Check("the extension", self.subject, within: .seconds(5)) { [self.finding()] }
  }

  private func finding() -> Finding {
    guard let profile else { return Finding(BrowserCode.profileMissing, self.subject, ExtensionText.noProfile) }
    let file = Evidence("file", InstalledExtension.file(in: profile))
    let installed: InstalledExtension?
    do {
      installed = try InstalledExtension.read(in: profile)
    } catch {
      return .notTested(
        self.subject, "whether the extension is installed",
        because: "\(file.value) cannot be read as Firefox writes it",
        next: "Look in Firefox, at about:addons.", evidence: [file])
    }
    guard let installed else {
      return Finding(BrowserCode.extensionMissing, self.subject, ExtensionText.missing, evidence: [file])
    }
    let evidence = [
      file, Evidence("version", installed.version ?? "not told"),
      Evidence("signedState", installed.signedState.map { "\($0)" } ?? "none"),
    ]
    guard installed.active == true else {
      let text = installed.userDisabled == true ? ExtensionText.disabledByUser : ExtensionText.disabledByFirefox
      return Finding(BrowserCode.extensionInactive, self.subject, text, evidence: evidence)
    }
    return Finding(
      BrowserCode.extensionActive, self.subject, ExtensionText.active(isSigned: installed.isSigned), evidence: evidence)
  }
}
