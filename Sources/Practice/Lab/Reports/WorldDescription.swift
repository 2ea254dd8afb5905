/// `world.json`: what another implementation needs in order to be tried against a kept world. All of it is throw-away.
package struct WorldDescription: Codable, Sendable {
  package struct Zone: Codable, Sendable {
    package let name: String
    package let server: String
    package let tsig: Key
  }

  package struct Key: Codable, Sendable {
    package let name: String
    package let algorithm: String
    /// Base64.
    package let secret: String
  }

  package struct Host: Codable, Sendable {
    package let name: String
    package let address: String
    package let port: Int
    /// What is served, as PEM files.
    package let certificate: String
    package let privateKey: String
    package let redirects: [String: String]
  }

  package struct Pair: Codable, Sendable {
    package let origin: String
    package let destination: String
    package let expected: String
  }

  package let resolver: String
  package let fresh: String
  package let trustAnchor: String
  package let caFile: String
  package let zones: [Zone]
  package let hosts: [Host]
  package let pairs: [Pair]
}
