import PartnerLink
import Secrets
import Settings
import TLSKeys

extension AgentConfiguration {
  /// Whose certificate a file should hold: who has to do something about it differs.
  enum CertificateOwner {
    case host, partner, signingAgent

    fileprivate var holdsPrivateKey: String {
      switch self {
      case .host:
        "holds the web server's private key, which this agent should never see. Name a file with the certificate alone"
      case .partner:
        "holds a private key. Ask the partner for the certificate alone, and for a new identity"
      case .signingAgent:
        "holds a private key. Name the signing agent's `agent.pem`, and leave its key where it is"
      }
    }

    fileprivate var expired: String {
      switch self {
      case .host: "Put its successor there, or leave it out."
      case .partner: "Ask the partner for its agent's new certificate."
      case .signingAgent: "Make the signing agent a new identity, and name its certificate here."
      }
    }
  }

  /// A certificate as its file has it, whatever its dates.
  static func certificate(
    _ path: String, of owner: CertificateOwner, at place: SettingsPlace
  ) throws(SettingsError) -> LeafCertificate {
    do {
      let text = try SecretFile.examineText(path).text
      if try PEMText(text).holdsPrivateKey { throw ConfigurationProblem("\(path): \(owner.holdsPrivateKey)") }
      let certificate = try LeafCertificate(pem: text)
      _ = try certificate.publicKey.get()
      return certificate
    } catch let error as KeyError {
      throw place.error("\(path): \(error)")
    } catch {
      throw place.error("\(error)")
    }
  }

  /// What speaks against a certificate's dates; nil when it holds now.
  static func fault(
    in certificate: LeafCertificate, _ path: String, of owner: CertificateOwner, at place: SettingsPlace, now: Int64
  ) -> SettingsError? {
    if certificate.notAfter < now {
      return place.error("\(path): expired on \(TimeText.utc(certificate.notAfter))", next: owner.expired)
    }
    if certificate.notBefore > now {
      return place.error(
        "\(path): is valid only from \(TimeText.utc(certificate.notBefore))", next: "Check this machine's clock.")
    }
    return nil
  }

  /// A certificate that holds now.
  static func currentCertificate(
    _ path: String, of owner: CertificateOwner, at place: SettingsPlace, now: Int64
  ) throws(SettingsError) -> LeafCertificate {
    let certificate = try self.certificate(path, of: owner, at: place)
    if let fault = self.fault(in: certificate, path, of: owner, at: place, now: now) { throw fault }
    return certificate
  }
}
