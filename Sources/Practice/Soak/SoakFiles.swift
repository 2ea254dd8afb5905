import Declarations
import Loopback

/// What the operators of the two organizations wrote.
struct SoakFiles {
  static let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="

  let folder: TemporaryFolder
  /// `address:port` of the zones' server and of the caching resolver.
  let authority: String
  let resolver: String

  func write(_ party: SoakParty, partner: SoakParty, zones: [String], anchor: String) throws {
    try self.folder.write(anchor + "\n", to: "root.ds")
    try self.folder.write(Self.secret + "\n", to: "tsig", mode: 0o600)
    try self.folder.write(self.signer(party, partner), to: "\(party.name)-signer.yaml")
    try self.folder.write(self.agent(party, partner, zones), to: "\(party.name).yaml")
  }

  private func signer(_ party: SoakParty, _ partner: SoakParty) -> String {
    let others = partner.hosts.map(\.description).joined(separator: ", ")
    return """
      socket: \(party.name)-signer.sock
      keys: \(party.name)-keys
      log: \(party.name)-signer.log
      rateLimit: 10000
      hosts:
      \(party.hosts.map { "  - { name: \($0), with: [\(others)] }" }.joined(separator: "\n"))

      """
  }

  private func agent(_ party: SoakParty, _ partner: SoakParty, _ zones: [String]) -> String {
    let publishers = zones.map { zone in
      """
        - zone: \(zone)
          server: \(self.authority)
          key: { name: \(party.name), secretFile: tsig }
      """
    }
    return """
      organization: \(party.name)
      identity: \(party.name)-identity
      listen: 127.0.0.1:\(party.port)
      socket: \(party.name).sock
      state: \(party.name)-state
      resolver: { path: "\(self.resolver)", trustAnchor: root.ds, fresh: "\(self.authority)" }
      hosts:
      \(party.hosts.map { "  - { name: \($0), signer: \(party.name)-signer.sock }" }.joined(separator: "\n"))
      partners:
        - name: \(partner.name)
          address: 127.0.0.1:\(partner.port)
          certificates: [\(partner.name)-identity/agent.pem]
          pairs: ["*>*"]
      publishers:
      \(publishers.joined(separator: "\n"))

      """
  }
}
