package import Findings

/// What can be found about an agent's installation, its signing agents and its partners.
package enum DoctorCode: String, FindingCode {
  case configurationGood, configurationUnusable
  case identityGood, identityEndsSoon, identityUnusable
  case tsigKeyFileGood, tsigKeyFileUnusable
  case storePrivate, storeNotMade, storeExposed
  case agentRunning, agentNotRunning, agentOtherIdentity
  case resolverValidates, resolverStripsDNSSEC
  case hostWithoutZone
  case signerReady, signerDown, signerRefuses, signerWithoutKey, signerKeyDiffers, signerKeyEndsSoon, signerKeyEnded
  case partnerAnswers, partnerSilent, partnerNotPinned, partnerRefusesUs, partnerNotAgent, partnerCertificateEndsSoon

  package var severity: Severity {
    switch self {
    case .configurationGood, .identityGood, .tsigKeyFileGood, .storePrivate, .agentRunning, .resolverValidates,
      .signerReady, .partnerAnswers:
      .pass
    case .storeNotMade, .hostWithoutZone:
      .info
    case .identityEndsSoon, .agentNotRunning, .agentOtherIdentity, .signerKeyEndsSoon, .partnerSilent,
      .partnerCertificateEndsSoon:
      .warning
    case .configurationUnusable, .identityUnusable, .tsigKeyFileUnusable, .storeExposed, .resolverStripsDNSSEC,
      .signerDown, .signerRefuses, .signerWithoutKey, .signerKeyDiffers, .signerKeyEnded, .partnerNotPinned,
      .partnerRefusesUs, .partnerNotAgent:
      .failure
    }
  }
}
