import SwiftASN1

/// A walk through a certificate's TBSCertificate (RFC 5280 §4.1). Its extensions are only found, not read.
struct CertificateFields {
  let spkiDER: ArraySlice<UInt8>
  let notBefore: Int64
  let notAfter: Int64
  let isSelfIssued: Bool
  /// The SEQUENCE of extensions, where there is one.
  let extensions: ASN1Node?

  init(_ der: [UInt8]) throws {
    let tbs = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
      guard let tbs = nodes.next(), nodes.next() != nil, nodes.next() != nil else { throw Self.incomplete }
      return tbs
    }
    self = try DER.sequence(tbs, identifier: .sequence) { nodes in
      _ = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { $0 }  // version
      _ = try ArraySlice<UInt8>(derEncoded: &nodes)  // serialNumber
      guard nodes.next() != nil, let issuer = nodes.next(), let validity = nodes.next(),  // after the signature
        let subject = nodes.next(), let key = nodes.next()
      else { throw Self.incomplete }
      let dates = try DER.sequence(validity, identifier: .sequence) { nodes in
        (try Self.unixSeconds(nodes.next()), try Self.unixSeconds(nodes.next()))
      }
      let extensions = try Self.extensions(&nodes)
      guard key.identifier == .sequence else { throw Self.incomplete }
      let isSelfIssued = issuer.encodedBytes == subject.encodedBytes
      return CertificateFields(
        spkiDER: key.encodedBytes, notBefore: dates.0, notAfter: dates.1, isSelfIssued: isSelfIssued,
        extensions: extensions)
    }
  }

  private init(
    spkiDER: ArraySlice<UInt8>, notBefore: Int64, notAfter: Int64, isSelfIssued: Bool, extensions: ASN1Node?
  ) {
    self.spkiDER = spkiDER
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.isSelfIssued = isSelfIssued
    self.extensions = extensions
  }

  /// Takes what follows the key: unique identifiers, and the extensions.
  private static func extensions(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node? {
    var found: ASN1Node?
    while true {
      if let node = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 3, tagClass: .contextSpecific, { $0 }) {
        guard found == nil else { throw KeyError.malformed("a certificate with two lists of extensions") }
        found = node
      } else if nodes.next() == nil {
        return found
      }
    }
  }

  private static let incomplete = KeyError.malformed("an incomplete certificate")

  /// Reads a Time: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
  private static func unixSeconds(_ node: ASN1Node?) throws -> Int64 {
    guard let node else { throw self.incomplete }
    if node.identifier == .utcTime {
      let time = try UTCTime(derEncoded: node)
      return self.unixSeconds(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    }
    let time = try GeneralizedTime(derEncoded: node)
    return self.unixSeconds(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
  }

  /// Counts days by the proleptic Gregorian calendar, in years that begin on 1 March.
  private static func unixSeconds(
    _ year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int
  ) -> Int64 {
    let years = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let leapDays = years / 4 - years / 100 + years / 400
    let days = years * 365 + leapDays + dayOfYear - 719_468
    return Int64(days * 86_400 + hours * 3600 + minutes * 60 + seconds)
  }
}
