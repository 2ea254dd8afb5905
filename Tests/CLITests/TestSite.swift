import Declarations
import Foundation
import Loopback
import TLSKeys

/// A host of the small world: its certificate, and what its zone says.
struct TestSite {
  let host: String
  let certificate: TestCertificate

  init(
    _ host: String, _ authority: TestCertificateAuthority, _ kind: TestKey.Kind = .p256, selfSigned: Bool = false
  ) throws {
    self.host = host
    self.certificate = try authority.issue([host], key: try TestKey(kind), selfSigned: selfSigned)
  }

  /// The half of a relationship that this host signs over the other's key.
  func half(
    origin: String, destination: String, about other: TestSite, from start: Int64 = -600, to end: Int64 = 86_400
  ) throws -> String {
    let key = try PrivateKey(pem: self.certificate.keyPEM)
    let now = Int64(Date().timeIntervalSince1970)
    let statement = try Statement(
      origin: try HostName(origin), destination: try HostName(destination), signer: try HostName(self.host),
      algorithm: key.publicKey.algorithm, notBefore: now + start, expires: now + end, signerKey: key.publicKey.digest,
      targetKeys: [try PublicKey(certificateDER: other.certificate.der).digest])
    return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
  }

  /// The lines of this host's zone for a relationship of which it is the origin.
  func declaration(to destination: TestSite) throws -> [String] {
    let halves = [
      try self.half(origin: self.host, destination: destination.host, about: destination),
      try destination.half(origin: self.host, destination: destination.host, about: self),
    ]
    return halves.map { "\(destination.host)._m2dmrt TXT \(Self.strings($0))" }
  }

  /// A TXT record's data in a zone file.
  static func strings(_ text: String) -> String {
    var rest = Substring(text)
    var strings: [String] = []
    repeat {
      strings.append("\"\(rest.prefix(255))\"")
      rest = rest.dropFirst(255)
    } while !rest.isEmpty
    return strings.joined(separator: " ")
  }
}
