import SwiftASN1

/// What Warifu reads of an X.509 certificate (RFC 5280 §4.1): its key and its dates. Who issued it is judged
/// elsewhere.
public struct LeafCertificate: Sendable, Hashable, CustomStringConvertible {
  /// The most octets a certificate may have.
  public static let maximumOctets = 65_536

  /// The certificate, as it was given.
  public let der: [UInt8]
  /// The SubjectPublicKeyInfo, octet for octet as it stands in the certificate.
  public let spkiDER: [UInt8]
  /// The SHA-256 of ``spkiDER``.
  public let digest: KeyDigest
  /// The key, or why declarations cannot be made with it.
  public let publicKey: Result<PublicKey, KeyError>
  /// The first second of its validity, in Unix seconds.
  public let notBefore: Int64
  /// The last second of its validity, in Unix seconds.
  public let notAfter: Int64
  /// Whether issuer and subject are the same name, as in a self-signed certificate.
  public let isSelfIssued: Bool

  /// Reads a DER certificate.
  ///
  /// - Throws: ``KeyError/malformed(_:)``. A key of an unsupported kind is no error here: see ``publicKey``.
  public init(der: [UInt8]) throws(KeyError) {
    guard der.count <= Self.maximumOctets else {
      throw .malformed("a certificate of \(der.count) octets; \(Self.maximumOctets) are allowed")
    }
    let fields = try KeyError.wrapping("certificate") { try CertificateFields(der) }
    self.der = der
    self.spkiDER = Array(fields.spkiDER)
    self.digest = KeyDigest(spkiDER: fields.spkiDER)
    self.notBefore = fields.notBefore
    self.notAfter = fields.notAfter
    self.isSelfIssued = fields.isSelfIssued
    let spkiDER = self.spkiDER
    self.publicKey = Result { () throws(KeyError) in try PublicKey(spkiDER: spkiDER) }
  }

  /// Reads the first `CERTIFICATE` block of a PEM text (RFC 7468 §5), which is the leaf in every server's chain file.
  public init(pem: String) throws(KeyError) {
    guard let block = try PEMText(pem).blocks.first(where: { $0.label == "CERTIFICATE" }) else {
      throw .missing("certificate")
    }
    try self.init(der: block.octets)
  }

  /// Whether `now`, in Unix seconds, lies within the dates of the certificate, both included (RFC 5280 §4.1.2.5).
  public func isCurrent(at now: Int64) -> Bool { self.notBefore <= now && now <= self.notAfter }

  public var description: String { "certificate of key \(self.digest)" }

  public static func == (left: LeafCertificate, right: LeafCertificate) -> Bool { left.der == right.der }

  public func hash(into hasher: inout Hasher) { hasher.combine(self.der) }
}
