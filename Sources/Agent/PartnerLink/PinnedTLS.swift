package import NIOCore
import NIOSSL
package import TLSKeys

/// TLS 1.3 between two agents that exchanged certificates beforehand: both authenticate, what counts is the pinned key
/// and the certificate's dates, and there is no CA and no host name.
package struct PinnedTLS: Sendable {
  /// What the peer's certificate comes to; nil when it is accepted.
  package typealias Judge = @Sendable (LeafCertificate?) -> LinkTrouble?

  static let applicationProtocol = "h2"

  private let context: NIOSSLContext

  package static func server(_ identity: AgentIdentity) throws(PartnerLinkError) -> PinnedTLS {
    try PinnedTLS(
      .makeServerConfiguration(
        certificateChain: [.certificate(identity.tlsCertificate)], privateKey: .privateKey(identity.tlsKey)))
  }

  package static func client(_ identity: AgentIdentity) throws(PartnerLinkError) -> PinnedTLS {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateChain = [.certificate(identity.tlsCertificate)]
    configuration.privateKey = .privateKey(identity.tlsKey)
    return try PinnedTLS(configuration)
  }

  private init(_ base: TLSConfiguration) throws(PartnerLinkError) {
    var configuration = base
    configuration.minimumTLSVersion = .tlsv13
    // Demands a certificate of the peer. The callback takes the place of all path building.
    configuration.certificateVerification = .noHostnameVerification
    configuration.trustRoots = .certificates([])
    configuration.applicationProtocols = [Self.applicationProtocol]
    do {
      self.context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw .identityUnusable("\(error)")
    }
  }

  /// The handlers for a connection: TLS, and behind it the gate that lets nothing pass before it has looked again.
  package func handlers(server: Bool, gate: HandshakeGate, judge: @escaping Judge) throws -> [any ChannelHandler] {
    let verify: NIOSSLCustomVerificationCallbackWithMetadata = { [report = gate.report] certificates, promise in
      let leaf = certificates.first.flatMap { try? LeafCertificate(der: $0.toDERBytes()) }
      if let trouble = judge(leaf) {
        report(trouble)
        promise.succeed(.failed)
      } else {
        promise.succeed(.certificateVerified(VerificationMetadata(ValidatedCertificateChain(certificates))))
      }
    }
    if server {
      return [NIOSSLServerHandler(context: self.context, customVerificationCallbackWithMetadata: verify), gate]
    }
    return [
      try NIOSSLClientHandler(
        context: self.context, serverHostname: nil, customVerificationCallbackWithMetadata: verify),
      gate,
    ]
  }
}
