import NIOCore
import NIOPosix

/// The proxy's TCP side: each query with its two octets of length goes over one connection of the server's, whose octets
/// come back as they are.
final class StreamFront: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let proxy: DNSFaultProxy
  private let upstream: SocketAddress
  private var received = ByteBuffer()

  init(proxy: DNSFaultProxy, upstream: SocketAddress) {
    self.proxy = proxy
    self.upstream = upstream
  }

  func channelActive(context: ChannelHandlerContext) {
    if proxy.faults.refusesTCP { context.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = unwrapInboundIn(data)
    received.writeBuffer(&piece)
    while let query = received.readLengthPrefixedSlice(as: UInt16.self) {
      if let treated = proxy.treat(Array(query.readableBytesView)) { pass(treated, front: context.channel) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func pass(_ treated: (query: [UInt8], delay: TimeAmount), front: any Channel) {
    var framed = ByteBuffer(integer: UInt16(truncatingIfNeeded: treated.query.count))
    framed.writeBytes(treated.query)
    ClientBootstrap(group: front.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let back = AnswerTaker<ByteBuffer> { piece in
            front.eventLoop.scheduleTask(in: treated.delay) { front.writeAndFlush(piece, promise: nil) }
          }
          try channel.pipeline.syncOperations.addHandler(back)
        }
      }
      .connect(to: upstream)
      .whenSuccess { [framed] channel in
        channel.writeAndFlush(framed, promise: nil)
        front.closeFuture.whenComplete { _ in channel.close(promise: nil) }
      }
  }
}
