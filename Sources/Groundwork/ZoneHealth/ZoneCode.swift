package import Findings

/// What can be found about a zone, its servers, the key that writes into it, and the policy records in it.
package enum ZoneCode: String, FindingCode {
  // Signing
  case zoneSigned, zoneUnsigned, signaturesMissing
  case signaturesFresh, signaturesEndSoon, signaturesExpired, signaturesNotYetValid, signaturesLong
  // Proof of absence
  case denialPlain, denialMissing, nsec3Iterations, nsec3IterationsMany, nsec3Salt, nsec3OptOut
  // How long things are remembered
  case ttlsGood, recordTTLLong, negativeTTLLong
  // Servers
  case serversAgree, serverSilent, serverLame, serverBehind, serverKeysDiffer, serverRecordsDiffer, serverNotNamed
  case serverWithoutTCP, serverWithoutEDNS
  // The chain from the root
  case chainSecure, chainInsecure, chainBogus
  case dsMatches, dsMissing, dsMismatch, dsLeftover, dsWeakDigest, dsParentInsecure
  // The TSIG key
  case keyConfined, keyTooWide, keyCannotWrite, keySecretDiffers, keyProbeLeft
  // Policy records
  case policyNamesAgent, policyMissing, policyInsecure, policyBogus, policyMalformed, policySeveral
  case policyNamesNobody, policyNamesOthers

  package var severity: Severity {
    switch self {
    case .zoneSigned, .signaturesFresh, .denialPlain, .ttlsGood, .serversAgree, .chainSecure, .dsMatches, .keyConfined,
      .policyNamesAgent:
      .pass
    case .signaturesLong, .nsec3Salt, .dsLeftover:
      .info
    case .signaturesEndSoon, .nsec3Iterations, .nsec3OptOut, .recordTTLLong, .negativeTTLLong, .serverSilent,
      .serverNotNamed, .dsWeakDigest:
      .warning
    case .zoneUnsigned, .signaturesMissing, .signaturesExpired, .signaturesNotYetValid, .denialMissing,
      .nsec3IterationsMany, .serverLame, .serverBehind, .serverKeysDiffer, .serverRecordsDiffer, .serverWithoutTCP,
      .serverWithoutEDNS, .chainInsecure, .chainBogus, .dsMissing, .dsMismatch, .dsParentInsecure, .keyTooWide,
      .keyCannotWrite, .keySecretDiffers, .keyProbeLeft, .policyMissing, .policyInsecure, .policyBogus,
      .policyMalformed, .policySeveral, .policyNamesNobody, .policyNamesOthers:
      .failure
    }
  }
}
