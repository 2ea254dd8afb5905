import SwiftASN1

/// The fields of a certificate, found and not yet judged (RFC 5280 §4.1).
struct CertificateParts {
  let signed: ArraySlice<UInt8>
  let scheme: ASN1Node
  let signature: [UInt8]
  let serial: [UInt8]
  let issuer: [UInt8]
  let subject: [UInt8]
  let notBefore: Int64
  let notAfter: Int64
  let spki: [UInt8]
  let extensions: ASN1Node?

  private struct Incomplete: Error {}

  init(_ der: [UInt8]) throws(EvidenceError) {
    do {
      self = try Self.read(der)
    } catch {
      throw .malformed("x509.certificate", "a certificate is torn, or is none")
    }
  }

  private static func read(_ der: [UInt8]) throws -> Self {
    let (tbs, scheme, signature) = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
      guard let tbs = nodes.next(), let scheme = nodes.next() else { throw Incomplete() }
      let bits = try ASN1BitString(derEncoded: &nodes)
      guard bits.paddingBits == 0 else { throw Incomplete() }
      return (tbs, scheme, Array(bits.bytes))
    }
    return try DER.sequence(tbs, identifier: .sequence) { nodes in
      let version = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
        try Int(derEncoded: $0)
      }
      let serial = try ArraySlice<UInt8>(derEncoded: &nodes)
      guard let inner = nodes.next(), let issuer = nodes.next(), let validity = nodes.next(),
        let subject = nodes.next(),
        let key = nodes.next(), inner.encodedBytes == scheme.encodedBytes, issuer.identifier == .sequence,
        subject.identifier == .sequence, key.identifier == .sequence
      else { throw Incomplete() }
      let (notBefore, notAfter) = try DER.sequence(validity, identifier: .sequence) { nodes in
        (try ASN1Seconds.read(nodes.next()), try ASN1Seconds.read(nodes.next()))
      }
      let extensions = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 3, tagClass: .contextSpecific) { $0 }
      // Version 3 is what extensions need; unique identifiers are of the past and in no vendor's certificate.
      guard version == 2 || (version ?? 1) == 1 && extensions == nil else { throw Incomplete() }
      return Self(
        signed: tbs.encodedBytes, scheme: scheme, signature: signature, serial: Array(serial),
        issuer: Array(issuer.encodedBytes), subject: Array(subject.encodedBytes), notBefore: notBefore,
        notAfter: notAfter,
        spki: Array(key.encodedBytes), extensions: extensions)
    }
  }

  private init(
    signed: ArraySlice<UInt8>, scheme: ASN1Node, signature: [UInt8], serial: [UInt8], issuer: [UInt8], subject: [UInt8],
    notBefore: Int64, notAfter: Int64, spki: [UInt8], extensions: ASN1Node?
  ) {
    self.signed = signed
    self.scheme = scheme
    self.signature = signature
    self.serial = serial
    self.issuer = issuer
    self.subject = subject
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.spki = spki
    self.extensions = extensions
  }
}
