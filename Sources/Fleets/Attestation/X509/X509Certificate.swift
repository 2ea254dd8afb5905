import Crypto
import SwiftASN1
public import TLSKeys

/// A certificate as vendors of TEEs issue them (RFC 5280 §4.1), read once and within bounds.
///
/// swift-certificates refuses AMD's RSA-PSS signatures; everything here is checked the same way for all three vendors.
public struct X509Certificate: Sendable {
  /// The most octets a certificate may have.
  public static let maximumOctets = 8_192

  /// The DER octets as they were given.
  public let der: [UInt8]
  /// SHA-256 of ``der``.
  public let digest: [UInt8]
  /// DER of the Names.
  let issuer: [UInt8]
  let subject: [UInt8]
  /// The INTEGER's octets.
  let serial: [UInt8]
  /// Unix seconds, both included.
  public let notBefore: Int64
  public let notAfter: Int64
  /// SHA-256 of the SubjectPublicKeyInfo, by which roots are pinned.
  public let keyDigest: KeyDigest
  let key: CertificateKey
  let extensions: CertificateExtensions
  private let signed: ArraySlice<UInt8>
  let scheme: SignatureScheme
  let signature: [UInt8]

  /// - Throws: ``EvidenceError`` *malformed*, `x509.certificate`, or *unsupported-algorithm* for signatures and keys that no
  ///   vendor of a TEE uses.
  public init(der: [UInt8]) throws(EvidenceError) {
    guard der.count <= Self.maximumOctets else {
      throw .malformed("x509.certificate", "a certificate of \(der.count) octets; \(Self.maximumOctets) are allowed")
    }
    let parts = try CertificateParts(der)
    self.der = der
    self.digest = Array(SHA256.hash(data: der))
    self.issuer = parts.issuer
    self.subject = parts.subject
    self.serial = parts.serial
    self.notBefore = parts.notBefore
    self.notAfter = parts.notAfter
    self.keyDigest = KeyDigest(spkiDER: parts.spki)
    self.key = try CertificateKey(spki: parts.spki)
    self.extensions = try CertificateExtensions(parts.extensions)
    self.signed = parts.signed
    self.scheme = try SignatureScheme(parts.scheme)
    self.signature = parts.signature
  }

  /// The certificates of a PEM text, in its order.
  public static func all(pem: String) throws(EvidenceError) -> [Self] {
    var all: [Self] = []
    for block in try self.blocks(pem: pem) where block.label == "CERTIFICATE" {
      all.append(try Self(der: block.octets))
    }
    return all
  }

  /// The blocks of a PEM text, certificates or not.
  static func blocks(pem: String) throws(EvidenceError) -> [PEMText.Block] {
    do {
      return try PEMText(pem).blocks
    } catch {
      throw .malformed("x509.pem", "\(error)")
    }
  }

  /// Whether this key signed this certificate; names and times are not looked at.
  func isSigned(by key: CertificateKey) -> Bool { key.verifies(self.signature, of: self.signed, by: self.scheme) }

  /// Whether it has a P-384 key and says that it was signed by one, with SHA-384.
  var isP384: Bool {
    guard case .p384 = self.key else { return false }
    return self.scheme == .ecdsaSHA384
  }

  /// For messages.
  var name: String { DistinguishedNameText.text(self.subject) }
}

extension X509Certificate: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.der == right.der }
  public func hash(into hasher: inout Hasher) { hasher.combine(self.digest) }
}
