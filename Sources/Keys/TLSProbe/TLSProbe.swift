import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import TLSKeys

/// Connects to hosts as a browser does, and tells which key a host's valid certificate showed.
///
/// A certificate must chain to the system's roots or the additional ones, be current (BoringSSL judges both), and be for
/// the host (RFC 9525, judged here: NIOSSL refuses every name with `_`, takes the subject for a name where there is no
/// other, and the address for the host). TLS 1.2 and 1.3; the handshake is always a full one. Ed25519 certificates are accepted too, which public
/// sites cannot use, since the CA/Browser Forum's rules do not allow them.
public struct TLSProbe: Sendable {
  private let context: NIOSSLContext
  /// How long it waits.
  public let limits: ProbeLimits

  /// Loads the roots once; a probe is meant to be shared.
  ///
  /// - Parameters:
  ///   - extraRootsPEM: texts of PEM certificates trusted besides the system's.
  ///   - offer: which kinds of keys it lets hosts show.
  public init(
    extraRootsPEM: [String] = [], offer: KeyOffer = .all, limits: ProbeLimits = ProbeLimits()
  ) throws(ProbeError) {
    do {
      let roots = try extraRootsPEM.flatMap { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) }
      self.context = try NIOSSLContext(configuration: Self.configuration(roots, offer))
    } catch {
      throw .roots(reason: "\(error)")
    }
    self.limits = limits
  }

  /// Makes a TCP connection and a full TLS handshake. No HTTP request is sent.
  ///
  /// - Parameters:
  ///   - host: a name in A-labels, or an IP literal without brackets, which must then be in the certificate.
  ///   - address: the IP literal to connect to.
  public func connect(host: String, address: String, port: Int) async throws(ProbeError) -> TLSConnection {
    let endpoint = Endpoint(host: host, address: address, port: port)
    let target = try Self.socketAddress(endpoint)
    let literal = Self.octets(ofAddress: host)
    let (context, handshake) = (self.context, TimeAmount(self.limits.handshake))
    let channel: any Channel
    let leaf: EventLoopFuture<[UInt8]>
    do {
      (channel, leaf) = try await self.bootstrap.connect(to: target) { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: literal == nil ? host : nil))
          let promise = channel.eventLoop.makePromise(of: [UInt8].self)
          try pipeline.addHandlers(HandshakeHandler(promise, timeout: handshake), InboundGate())
          return (channel, promise.futureResult)
        }
      }
    } catch {
      throw ProbeError(connecting: endpoint, error)
    }
    do {
      let octets = try await withTaskCancellationHandler {
        try await leaf.get()
      } onCancel: {
        channel.close(promise: nil)
      }
      let leaf = try LeafCertificate(der: octets)
      // The chain was judged during the handshake; this is before anything can be asked.
      if let fault = CertificateFault(names: try SubjectNames(of: leaf), host: host, address: literal) {
        throw ProbeError.certificate(endpoint, fault: fault)
      }
      return TLSConnection(leaf: leaf, HTTPExchange(channel, endpoint, timeout: self.limits.reply))
    } catch {
      channel.close(promise: nil)
      throw ProbeError(handshaking: endpoint, error)
    }
  }

  /// Makes a TCP connection for an `http` URL.
  public func connectPlain(host: String, address: String, port: Int) async throws(ProbeError) -> PlainConnection {
    let endpoint = Endpoint(host: host, address: address, port: port)
    let target = try Self.socketAddress(endpoint)
    do {
      let channel = try await self.bootstrap.connect(to: target) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(InboundGate())
          return channel
        }
      }
      return PlainConnection(HTTPExchange(channel, endpoint, timeout: self.limits.reply))
    } catch {
      throw ProbeError(connecting: endpoint, error)
    }
  }

  private var bootstrap: ClientBootstrap {
    ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(TimeAmount(self.limits.connect))
  }

  private static func socketAddress(_ endpoint: Endpoint) throws(ProbeError) -> SocketAddress {
    guard 1...65_535 ~= endpoint.port else {
      throw .unreachable(endpoint, reason: "\(endpoint.port) is no port")
    }
    guard let address = try? SocketAddress(ipAddress: endpoint.address, port: endpoint.port) else {
      throw .unreachable(endpoint, reason: "\(endpoint.address) is no IP address")
    }
    return address
  }

  /// Nil for what is no IP literal.
  private static func octets(ofAddress text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var octets = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &octets) == 1 { return octets }
    }
    return nil
  }

  private static func configuration(_ roots: [NIOSSLCertificate], _ offer: KeyOffer) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    // The chain is verified all the same; whose names the leaf has is looked at in `connect`.
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = .default
    tls.additionalTrustRoots = [.certificates(roots)]
    tls.applicationProtocols = ["http/1.1"]
    tls.shutdownTimeout = .milliseconds(200)
    tls.verifySignatureAlgorithms = offer.signatureAlgorithms
    tls.curves = [.x25519, .secp256r1, .secp384r1, .secp521r1]
    return tls
  }
}
