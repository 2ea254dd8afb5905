import Findings
import PartnerLink
import TLSKeys

/// Is the agent's certificate valid, and for how long?
struct IdentityCheck: Sendable {
  let identity: AgentIdentity
  /// Unix seconds.
  let now: Int64

  /// Seconds before the end at which partners should be told: they all have to take the next one.
  static let margin: Int64 = 30 * 86_400

  var check: Check {
    let certificate = self.identity.certificate
    let subject = FindingSubject(.installation, "identity")
    let left = certificate.notAfter - self.now
    let finding = Finding(
      left < Self.margin ? DoctorCode.identityEndsSoon : .identityGood, subject,
      left < Self.margin ? IdentityText.endsSoon(left) : IdentityText.good(left),
      evidence: [
        Evidence("pin", self.identity.pin.base64URL), .time("begins", certificate.notBefore),
        .time("ends", certificate.notAfter),
      ])
    return Check("the agent's identity", subject, within: .seconds(1)) { [finding] }
  }
}
