package import Findings

/// What can be found about a browser, the host that it starts, and the extension in it.
package enum BrowserCode: String, FindingCode {
  case browserFound, browserNotFound, browserConfined, browserConfinedToo
  case hostManifestGood, hostManifestMissing, hostManifestDamaged, hostManifestOtherExtension, hostProgramUnusable
  case hostAnswers, hostOtherVersion, hostSilent, hostNotOurs, hostRefuses
  case hostValidates, hostAsksInstead, hostStripsDNSSEC, hostWrongClock, hostUnreachable
  case browserSettingsGood, browserSettingsUnusable
  case policyMemoryGood, policyMemoryNotMade, policyMemoryUnreadable
  case profileMissing, extensionActive, extensionInactive, extensionMissing
  case unsignedRefused, unsignedAllowed

  package var severity: Severity {
    switch self {
    case .browserFound, .hostManifestGood, .hostAnswers, .hostValidates, .browserSettingsGood, .policyMemoryGood,
      .extensionActive:
      .pass
    case .browserConfinedToo, .policyMemoryNotMade, .unsignedRefused, .unsignedAllowed:
      .info
    case .browserNotFound, .hostOtherVersion, .hostAsksInstead, .hostUnreachable, .policyMemoryUnreadable,
      .profileMissing:
      .warning
    case .browserConfined, .hostManifestMissing, .hostManifestDamaged, .hostManifestOtherExtension,
      .hostProgramUnusable, .hostSilent, .hostNotOurs, .hostRefuses, .hostStripsDNSSEC, .hostWrongClock,
      .browserSettingsUnusable, .extensionInactive, .extensionMissing:
      .failure
    }
  }
}
