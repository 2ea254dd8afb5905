import PartnerLink
import TLSKeys

/// An identity as both commands show it. The key itself is never read out.
struct IdentityDocument: Encodable, Sendable {
  let schema = 1
  let certificate: String
  let privateKey: String
  let pin: String
  let notBefore: String
  let notAfter: String
  let certificatePEM: String

  init(_ identity: AgentIdentity, folder: String) {
    self.certificate = "\(folder)/\(AgentIdentity.certificateFile)"
    self.privateKey = "\(folder)/\(AgentIdentity.keyFile)"
    self.pin = identity.pin.base64URL
    self.notBefore = Moment.text(identity.certificate.notBefore)
    self.notAfter = Moment.text(identity.certificate.notAfter)
    self.certificatePEM = identity.certificatePEM
  }

  var lines: [Line] {
    [
      "    \("certificate", .faint)  \(self.certificate)",
      "    \("private key", .faint)  \(self.privateKey)  (mode 0600; it stays here)",
      "    \("pin", .faint)          \(self.pin, .strong)",
      "    \("valid", .faint)        \(self.notBefore) to \(self.notAfter)",
    ]
  }

  var handOver: [Line] {
    [
      "Send \(self.certificate) to each partner, and tell the pin by another way (by telephone), so that both can be compared.",
      "The partner names the file in its warifud.yaml under partners: certificates:, and you do the same with theirs.",
    ]
  }
}
