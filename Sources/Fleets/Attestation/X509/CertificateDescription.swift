import CryptoExtras
import SwiftASN1

/// What a certificate says, for people. Nothing in it is believed.
public struct CertificateDescription: Sendable, Hashable {
  /// Names as RFC 4514 writes them, in the order of the certificate. Characters are as they came, control characters too.
  public let subject: String
  public let issuer: String
  /// The octets of the number, big-endian.
  public let serial: [UInt8]
  /// `ECDSA P-384`, `RSA 4096`.
  public let key: String
  /// `ECDSA with SHA-384`.
  public let scheme: String
  public let signature: [UInt8]
  /// nil where the extension is missing, as for the path length.
  public let isCA: Bool?
  public let pathLength: Int?
  /// The names of RFC 5280 §4.2.1.3; nil where the extension is missing.
  public let keyUsage: [String]?
  /// Every other extension, sorted by its identifier.
  public let otherExtensions: [Extension]

  public struct Extension: Sendable, Hashable {
    /// With dots.
    public let identifier: String
    public let isCritical: Bool
    /// What the OCTET STRING contains.
    public let value: [UInt8]
  }

  private static let usages = [
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
    "cRLSign", "encipherOnly", "decipherOnly",
  ]

  init(_ certificate: X509Certificate) {
    self.subject = DistinguishedNameText.whole(certificate.subject)
    self.issuer = DistinguishedNameText.whole(certificate.issuer)
    self.serial = certificate.serial
    self.key =
      switch certificate.key {
      case .p256: "ECDSA P-256"
      case .p384: "ECDSA P-384"
      case .rsa(let key): "RSA \(key.keySizeInBits)"
      }
    self.scheme =
      switch certificate.scheme {
      case .ecdsaSHA256: "ECDSA with SHA-256"
      case .ecdsaSHA384: "ECDSA with SHA-384"
      case .rsaPSSSHA384: "RSA-PSS with SHA-384"
      }
    self.signature = certificate.signature
    let extensions = certificate.extensions
    self.isCA = extensions.basicConstraints?.isCA
    self.pathLength = extensions.basicConstraints?.pathLength
    self.keyUsage = extensions.keyUsage.map { usage in
      Self.usages.enumerated().filter { usage.bits & (0x8000 >> $0.offset) != 0 }.map(\.element)
    }
    self.otherExtensions = extensions.others.map { id, value in
      Extension(identifier: "\(id)", isCritical: extensions.unknownCritical.contains(id), value: value)
    }.sorted { $0.identifier < $1.identifier }
  }
}

extension X509Certificate {
  /// What it says, for people.
  public var described: CertificateDescription { CertificateDescription(self) }
}
