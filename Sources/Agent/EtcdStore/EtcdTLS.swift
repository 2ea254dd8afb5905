import GRPCNIOTransportHTTP2Posix
import NIOSSL
import Secrets

/// How the members of a cluster are told from others, and how this agent shows who it is. It has no description, since it
/// holds a private key.
package struct EtcdTLS: Sendable {
  private let roots: [UInt8]?
  private let chain: [UInt8]?
  private let key: [UInt8]?

  /// The machine's usual authorities, and no certificate of our own.
  package static let systemRoots = EtcdTLS()

  private init() {
    self.roots = nil
    self.chain = nil
    self.key = nil
  }

  /// Reads the files, and sees that they are what they should be and belong together.
  ///
  /// - Parameters:
  ///   - ca: PEM of the authorities that certify the members; nil for the machine's usual ones.
  ///   - certificate: PEM of this agent's certificate and those between it and the cluster's client authority.
  ///   - key: its private key in PEM, a file that only its owner may use.
  package init(
    ca: String?, identity: (certificate: String, key: String)?
  ) throws(EtcdSettingsError) {
    do {
      self.roots = try ca.map { path in
        let octets = try Self.read(path)
        guard try !NIOSSLCertificate.fromPEMBytes(octets).isEmpty else {
          throw EtcdSettingsError("\(path) holds no certificate")
        }
        return octets
      }
      self.chain = try identity.map { try Self.read($0.certificate) }
      self.key = try identity.map { try SecretFile.read($0.key) }
      guard let chain, let key else { return }
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(chain).map { .certificate($0) }
      configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
      _ = try NIOSSLContext(configuration: configuration)
    } catch let error as EtcdSettingsError {
      throw error
    } catch let error as SecretFileError {
      throw EtcdSettingsError("\(error)")
    } catch {
      throw EtcdSettingsError(
        "\(identity?.certificate ?? ca ?? ""): cannot be used for TLS, or not with this key: \(error)")
    }
  }

  var transportSecurity: HTTP2ClientTransport.Posix.TransportSecurity {
    .tls { tls in
      if let roots { tls.trustRoots = .certificates([.bytes(roots, format: .pem)]) }
      if let chain { tls.certificateChain = [.bytes(chain, format: .pem)] }
      if let key { tls.privateKey = .bytes(key, format: .pem) }
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    // Certificates are no secrets, but they are files of the same kind and size.
    try PublicFile.read(path)
  }
}
