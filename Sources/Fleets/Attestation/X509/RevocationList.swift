import Crypto
import TLSKeys

/// A certificate revocation list (RFC 5280 §5), read once and within bounds.
public struct RevocationList: Sendable {
  /// The most octets and entries a list may have.
  public static let maximumOctets = 1 << 20
  public static let maximumEntries = 32_768

  /// The DER octets as they were given.
  public let der: [UInt8]
  /// SHA-256 of ``der``.
  public let digest: [UInt8]
  /// DER of the Name.
  let issuer: [UInt8]
  /// Unix seconds.
  public let thisUpdate: Int64
  public let nextUpdate: Int64
  /// The INTEGERs' octets.
  private let serials: Set<[UInt8]>
  private let signed: ArraySlice<UInt8>
  let scheme: SignatureScheme
  private let signature: [UInt8]

  /// - Throws: ``EvidenceError`` *malformed*, `crl.structure`, for everything that is no list of version 2 with a next update, or
  ///   is not about all certificates of its issuer; *unsupported-algorithm* for signatures that no vendor of a TEE makes.
  public init(der: [UInt8]) throws(EvidenceError) {
    guard der.count <= Self.maximumOctets else {
      throw .malformed("crl.structure", "a revocation list of \(der.count) octets; \(Self.maximumOctets) are allowed")
    }
    let parts: RevocationListParts
    do {
      parts = try RevocationListParts(der)
    } catch {
      throw .malformed(
        "crl.structure", "a revocation list is no such structure, or not about all certificates of its issuer")
    }
    self.der = der
    self.digest = Array(SHA256.hash(data: der))
    self.issuer = parts.issuer
    self.thisUpdate = parts.thisUpdate
    self.nextUpdate = parts.nextUpdate
    self.serials = parts.serials
    self.signed = parts.signed
    self.signature = parts.signature
    self.scheme = try SignatureScheme(parts.scheme)
  }

  /// How many certificates it revokes.
  public var count: Int { self.serials.count }

  /// Whether a certificate of this list's issuer stands on it.
  func revokes(_ certificate: X509Certificate) -> Bool {
    certificate.issuer == self.issuer && self.serials.contains(certificate.serial)
  }

  /// Checks that the list is the issuer's, and is in force at `now`, Unix seconds.
  ///
  /// - Throws: *bad-chain*, `crl.issuer`, `crl.issuer-usage`, `crl.signature`; *collateral-expired*, `crl.validity`.
  func check(issuedBy issuer: X509Certificate, now: Int64) throws(EvidenceError) {
    try self.check(issuedBy: issuer)
    try self.checkInForce(now: now)
  }

  /// Checks that the list is the issuer's: what can be remembered of ``check(issuedBy:now:)``.
  func check(issuedBy issuer: X509Certificate) throws(EvidenceError) {
    guard self.issuer == issuer.subject else {
      throw EvidenceError(.badChain, "crl.issuer", "the revocation list is not \(issuer.name)'s")
    }
    guard issuer.extensions.keyUsage?.signsRevocationLists == true else {
      throw EvidenceError(.badChain, "crl.issuer-usage", "\(issuer.name) may not sign revocation lists")
    }
    guard issuer.key.verifies(self.signature, of: self.signed, by: self.scheme) else {
      throw EvidenceError(.badChain, "crl.signature", "the signature of the revocation list is not \(issuer.name)'s")
    }
  }

  func checkInForce(now: Int64) throws(EvidenceError) {
    guard now >= self.thisUpdate, now <= self.nextUpdate else {
      let issuer = DistinguishedNameText.text(self.issuer)
      throw EvidenceError(
        .collateralExpired, "crl.validity",
        "the revocation list of \(issuer) is in force from \(TimeText.utc(self.thisUpdate)) to \(TimeText.utc(self.nextUpdate)), not at \(TimeText.utc(now))"
      )
    }
  }
}
