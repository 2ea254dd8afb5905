import Findings

/// Does the native manifest let the extension start a program that is there?
struct HostManifestCheck: Sendable {
  let file: ManifestFile
  let browser: Browser
  let extensionID: ExtensionID?

  var check: Check {
    Check("the native manifest", FindingSubject(.installation, self.file.path), within: .seconds(5)) {
      [self.finding()]
    }
  }

  /// The program that a browser would start; nil where it would start none.
  var startable: String? {
    guard case .manifest(let manifest) = self.file.read(), manifest.fault == nil, UserPlaces.isProgram(manifest.path)
    else { return nil }
    return manifest.path
  }

  /// What a browser tells the program: by which manifest it was found, and by which extension.
  var caller: [String] {
    switch self.browser {
    case .firefox: [self.file.path, ExtensionID.firefox]
    case .chromium, .chrome: self.extensionID.map { [$0.origin] } ?? []
    }
  }

  private func finding() -> Finding {
    switch self.file.read() {
    case .none: self.finding(.hostManifestMissing, HostText.manifestMissing(self.browser))
    case .other(let fault): self.finding(.hostManifestDamaged, HostText.manifestDamaged(fault, self.browser))
    case .manifest(let manifest): self.judge(manifest)
    }
  }

  private func judge(_ manifest: NativeManifest) -> Finding {
    let program = Evidence("program", manifest.path)
    if let fault = manifest.fault {
      return self.finding(.hostManifestDamaged, HostText.manifestDamaged(fault, self.browser), [program])
    }
    guard UserPlaces.isProgram(manifest.path) else {
      return self.finding(.hostProgramUnusable, HostText.programUnusable(manifest.path, self.browser), [program])
    }
    let allowed = (manifest.allowedExtensions ?? []) + (manifest.allowedOrigins ?? [])
    let evidence = [program, Evidence("allows", allowed.isEmpty ? "nobody" : allowed.joined(separator: ", "))]
    return manifest.allows(self.browser, self.extensionID)
      ? self.finding(.hostManifestGood, HostText.manifestGood, evidence)
      : self.finding(.hostManifestOtherExtension, HostText.otherExtension(self.browser), evidence)
  }

  private func finding(_ code: BrowserCode, _ text: FindingText, _ evidence: [Evidence] = []) -> Finding {
    Finding(
      code, FindingSubject(.installation, self.file.path), text,
      evidence: [Evidence("manifest", self.file.path)] + evidence)
  }
}
