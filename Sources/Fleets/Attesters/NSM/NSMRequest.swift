/// The request for an attestation document, as the Nitro Secure Module reads it (aws-nitro-enclaves-nsm-api,
/// `Request::Attestation`): a map of one entry, whose key is the operation's name, in CBOR.
struct NSMRequest: Sendable {
  /// The most octets of a field of a document that every verifier admits.
  static let mostOctets = 512

  let userData: [UInt8]
  let nonce: [UInt8]

  init(userData: [UInt8], nonce: [UInt8]) throws(AttesterError) {
    for (name, value) in [("a binding", userData), ("a nonce", nonce)] where value.count > Self.mostOctets {
      throw AttesterError(
        .badRequest, "\(name) of \(value.count) octets; an attestation document takes \(Self.mostOctets)")
    }
    self.userData = userData
    self.nonce = nonce
  }

  var octets: [UInt8] {
    LooseCBOR.map([
      .init(
        "Attestation",
        .map([
          .init("user_data", Self.field(self.userData)), .init("nonce", Self.field(self.nonce)),
          .init("public_key", .null),
        ]))
    ]).octets
  }

  private static func field(_ octets: [UInt8]) -> LooseCBOR { octets.isEmpty ? .null : .bytes(octets) }
}
