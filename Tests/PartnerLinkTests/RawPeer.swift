import NIOCore
import NIOPosix
import NIOSSL
import PartnerLink
import Synchronization

/// A peer that does what no honest agent does: raw octets over TCP or over TLS of its own making.
final class RawPeer: Sendable {
  let channel: any Channel
  private let heard: Heard

  private final class Heard: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let octets = Mutex<[UInt8]>([])

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = self.unwrapInboundIn(data)
      self.octets.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  private init(channel: any Channel, heard: Heard) {
    self.channel = channel
    self.heard = heard
  }

  static func connect(to address: PartnerAddress, tls: TLSConfiguration? = nil) async throws -> RawPeer {
    let heard = Heard()
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: context, serverHostname: nil))
          }
          try channel.pipeline.syncOperations.addHandler(heard)
        }
      }
      .connect(host: address.host, port: address.port).get()
    return RawPeer(channel: channel, heard: heard)
  }

  /// TLS that asks nothing of the server.
  static func tls(_ identity: (certificate: String, key: String)?, newest: TLSVersion? = nil) throws -> TLSConfiguration
  {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.certificateVerification = .none
    tls.maximumTLSVersion = newest
    tls.applicationProtocols = ["h2"]
    if let identity {
      tls.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificate).map { .certificate($0) }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
    }
    return tls
  }

  var octets: [UInt8] { self.heard.octets.withLock { $0 } }
  var isClosed: Bool { !self.channel.isActive }

  func send(_ octets: [UInt8]) async {
    try? await self.channel.writeAndFlush(ByteBuffer(bytes: octets))
  }

  func close() async {
    try? await self.channel.close()
  }
}
