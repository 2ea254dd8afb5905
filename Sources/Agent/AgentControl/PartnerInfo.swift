/// A partner as the agent's file names it.
package struct PartnerInfo: Hashable, Sendable {
  package var name: String
  package var address: String
  /// SHA-256 of the public keys of its agent, base64url.
  package var pins: [String]
  /// When the certificate that lasts longest ends, Unix seconds.
  package var certificateExpires: Int64
  /// `origin>destination`; `*` stands for any host.
  package var pairs: [String]

  package init(name: String, address: String, pins: [String], certificateExpires: Int64, pairs: [String]) {
    self.name = name
    self.address = address
    self.pins = pins
    self.certificateExpires = certificateExpires
    self.pairs = pairs
  }
}
