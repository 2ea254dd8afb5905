import PartnerLink
import Settings
import TLSKeys

extension AgentConfiguration {
  private static let mostSigners = 16

  /// A host's `signer`, or its `signers`.
  static func signers(_ node: SettingsNode, now: Int64) throws(SettingsError) -> [SignerPlace] {
    let next = "Write a socket's path, or `{ address: 192.0.2.20:7444, certificate: signer.pem }`."
    guard node.has("signers") else {
      return [
        try node.textOrMap("signer", next: next) {
          .socket(node.absolute($0))
        } map: { (map) throws(SettingsError) in
          try Self.remote(map, now: now)
        }
      ]
    }
    guard !node.has("signer") else {
      throw node.error("signer", "stands beside `signers`", next: "Name all of the host's signing agents in `signers`.")
    }
    let places = try node.textsOrMaps("signers", next: next) {
      SignerPlace.socket(node.absolute($0))
    } map: { (map) throws(SettingsError) in
      try Self.remote(map, now: now)
    }
    guard (1...Self.mostSigners).contains(places.count), Set(places).count == places.count else {
      throw node.error("signers", "should name 1 to \(Self.mostSigners) signing agents, each once", next: next)
    }
    return places
  }

  private static func remote(_ node: SettingsNode, now: Int64) throws(SettingsError) -> SignerPlace {
    let address = try node.value("address", next: "Write a host and a port: `192.0.2.20:7444`.", Self.address)
    let certificate = try Self.currentCertificate(
      try node.path("certificate"), of: .signingAgent, at: node.place("certificate"), now: now)
    return .remote(address, pin: certificate.digest)
  }
}
