/// The claims of an EAR: what JSON calls them, and their CWT labels (draft-ietf-rats-ear-04 §3; RFC 9711 §10.3; RFC
/// 8392 §4).
enum EARClaim: Int64 {
  case expiresAt = 4
  case notBefore = 5
  case issuedAt = 6
  case nonce = 10
  case profile = 265
  case submodules = 266
  case status = 1000
  case vector = 1001
  case policyIDs = 1003
  case verifierID = 1004
  case attesterClaims = 1005
  case verifierClaims = 1006

  var word: String {
    switch self {
    case .expiresAt: "exp"
    case .notBefore: "nbf"
    case .issuedAt: "iat"
    case .nonce: "eat_nonce"
    case .profile: "eat_profile"
    case .submodules: "submods"
    case .status: "ear_status"
    case .vector: "ear_trustworthiness_vector"
    case .policyIDs: "ear_appraisal_policy_ids"
    case .verifierID: "ear_verifier_id"
    case .attesterClaims: "ear_attester_claims"
    case .verifierClaims: "ear_verifier_claims"
    }
  }

  /// Labels of the verifier's identity (draft-ietf-rats-ar4si §3.3).
  static let developer: Int64 = 0
  static let build: Int64 = 1
}
