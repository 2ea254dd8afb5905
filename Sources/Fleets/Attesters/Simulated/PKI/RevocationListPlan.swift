/// A certificate revocation list (RFC 5280 §5) before it is signed. Every field can be made wrong.
package struct RevocationListPlan: Sendable {
  /// The name in the issuer's field; that of whoever signs by default.
  package var issuer: SimulatedName?
  /// Unix seconds.
  package var thisUpdate: Int64
  package var nextUpdate: Int64?
  /// Most significant octet first.
  package var serials: [[UInt8]] = []
  package var scheme: SimulatedScheme
  /// Who signs in place of the issuer.
  package var signer: SimulatedKey?
  /// Whether a bit of the signature is turned over.
  package var isDamaged = false

  init(from thisUpdate: Int64, to nextUpdate: Int64, scheme: SimulatedScheme) {
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.scheme = scheme
  }

  package func der(by issuer: SimulatedIssuer) throws(AttesterError) -> [UInt8] {
    let entries = self.serials.map {
      DERWriter.sequence(
        DERWriter.integer(octets: $0), DERWriter.time(self.thisUpdate),
        DERWriter.sequence(
          DERWriter.sequence(
            DERWriter.identifier([2, 5, 29, 21]), DERWriter.octetString(DERWriter.enumerated(1)))))
    }
    let number = DERWriter.sequence(
      DERWriter.identifier([2, 5, 29, 20]), DERWriter.octetString(DERWriter.integer(1)))
    let signed = DERWriter.sequence(
      DERWriter.integer(1), self.scheme.identifier, (self.issuer ?? issuer.name).der, DERWriter.time(self.thisUpdate),
      self.nextUpdate.map(DERWriter.time) ?? [], entries.isEmpty ? [] : DERWriter.sequence(of: entries),
      DERWriter.tagged(0, DERWriter.sequence(number)))
    var signature = try (self.signer ?? issuer.key).signature(signed, by: self.scheme)
    if self.isDamaged { signature[signature.count - 1] ^= 1 }
    return DERWriter.sequence(signed, self.scheme.identifier, DERWriter.bitString(signature))
  }
}
