import Crypto
import SwiftASN1

/// A certificate revocation list (RFC 5280 §5), read once and within bounds.
public struct RevocationList: Sendable {
  /// The most octets and entries a list may have.
  public static let maximumOctets = 1 << 20
  public static let maximumEntries = 32_768

  /// The DER octets as they were given.
  public let der: [UInt8]
  /// DER of the Name.
  let issuer: [UInt8]
  /// Unix seconds.
  public let thisUpdate: Int64
  public let nextUpdate: Int64
  /// The INTEGERs' octets.
  private let serials: Set<[UInt8]>
  private let signed: ArraySlice<UInt8>
  private let scheme: SignatureScheme
  private let signature: [UInt8]

  private struct Malformed: Error {}

  /// - Throws: ``EvidenceError`` *malformed*, `crl.structure`, for everything that is no list of version 2 with a next update.
  public init(der: [UInt8]) throws(EvidenceError) {
    guard der.count <= Self.maximumOctets else {
      throw .malformed("crl.structure", "a revocation list of \(der.count) octets")
    }
    let scheme: ASN1Node
    do {
      let (tbs, found, bits) = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
        guard let tbs = nodes.next(), let scheme = nodes.next() else { throw Malformed() }
        return (tbs, scheme, try ASN1BitString(derEncoded: &nodes))
      }
      guard bits.paddingBits == 0 else { throw Malformed() }
      scheme = found
      (self.issuer, self.thisUpdate, self.nextUpdate, self.serials) = try DER.sequence(tbs, identifier: .sequence) {
        nodes in
        guard try Int(derEncoded: &nodes) == 1, nodes.next()?.encodedBytes == found.encodedBytes,
          let issuer = nodes.next()
        else { throw Malformed() }
        let thisUpdate = try ASN1Seconds.read(nodes.next())
        let nextUpdate = try ASN1Seconds.read(nodes.next())
        let serials = try Self.entries(&nodes)
        return (Array(issuer.encodedBytes), thisUpdate, nextUpdate, serials)
      }
      self.signed = tbs.encodedBytes
      self.signature = Array(bits.bytes)
      self.der = der
    } catch {
      throw .malformed("crl.structure", "a revocation list is no such structure")
    }
    self.scheme = try SignatureScheme(scheme)
  }

  /// Takes the revoked certificates, where there are any, and the list's own extensions.
  private static func entries(_ nodes: inout ASN1NodeCollection.Iterator) throws -> Set<[UInt8]> {
    var serials: Set<[UInt8]> = []
    while let node = nodes.next() {
      // crlExtensions [0]: a list that is indirect or a delta is none of a vendor's, and would say so with a critical one.
      guard node.identifier == .sequence else { continue }
      guard case .constructed(let entries) = node.content else { throw Malformed() }
      for entry in entries {
        guard serials.count < Self.maximumEntries else { throw Malformed() }
        let serial = try DER.sequence(entry, identifier: .sequence) { nodes in
          let serial = try ArraySlice<UInt8>(derEncoded: &nodes)
          while nodes.next() != nil {}
          return serial
        }
        serials.insert(Array(serial))
      }
    }
    return serials
  }

  /// Whether a certificate of this list's issuer stands on it.
  func revokes(_ certificate: X509Certificate) -> Bool {
    certificate.issuer == self.issuer && self.serials.contains(certificate.serial)
  }

  /// Checks that the list is the issuer's, and is in force at `now`, Unix seconds.
  ///
  /// - Throws: *bad-chain*, `crl.issuer`, `crl.signature`; *collateral-expired*, `crl.validity`.
  func check(issuedBy issuer: X509Certificate, now: Int64) throws(EvidenceError) {
    guard self.issuer == issuer.subject else {
      throw EvidenceError(.badChain, "crl.issuer", "the revocation list is not \(issuer.name)'s")
    }
    guard self.isSigned(by: issuer.key) else {
      throw EvidenceError(.badChain, "crl.signature", "the signature of the revocation list is not \(issuer.name)'s")
    }
    guard now >= self.thisUpdate, now <= self.nextUpdate else {
      throw EvidenceError(
        .collateralExpired, "crl.validity",
        "the revocation list of \(issuer.name) is not in force at the time of the check")
    }
  }

  private func isSigned(by key: CertificateKey) -> Bool {
    key.verifies(self.signature, of: self.signed, by: self.scheme)
  }
}
