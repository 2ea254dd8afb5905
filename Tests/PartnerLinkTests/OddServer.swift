import NIOCore
import NIOPosix
import NIOSSL
import PartnerLink

/// A server on a loopback port that answers anything with a few octets, in clear or under TLS of its own choice.
struct OddServer: Sendable {
  let channel: any Channel
  let address: PartnerAddress

  private final class Answer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    let octets: [UInt8]
    init(_ octets: [UInt8]) { self.octets = octets }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: self.octets)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  static func start(answer: [UInt8]) async throws -> OddServer {
    try await self.start(nil, answer)
  }

  static func start(certificate: String, key: String, newest: TLSVersion) async throws -> OddServer {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    tls.maximumTLSVersion = newest
    tls.applicationProtocols = ["h2"]
    return try await self.start(try NIOSSLContext(configuration: tls), [])
  }

  private static func start(_ context: NIOSSLContext?, _ answer: [UInt8]) async throws -> OddServer {
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(Answer(answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return OddServer(
      channel: channel, address: PartnerAddress(host: "127.0.0.1", port: channel.localAddress?.port ?? 0))
  }

  func stop() async {
    try? await self.channel.close()
  }
}
