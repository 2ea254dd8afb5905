import NIOCore
import NIOPosix

/// One connection of a relay, the client's side of it, with the one to the server that it opens.
final class RelayLink: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let upstream: SocketAddress
  private var client: (any Channel)?
  private var server: (any Channel)?
  private var isHolding = false
  private var pending = ByteBuffer()

  init(_ upstream: SocketAddress) { self.upstream = upstream }

  var held: Int { self.isHolding ? self.pending.readableBytes : 0 }

  func hold() { self.isHolding = true }

  func release() {
    self.isHolding = false
    self.pass()
  }

  func close() { self.client?.close(promise: nil) }

  func channelActive(context: ChannelHandlerContext) {
    let client = context.channel
    self.client = client
    let mine = NIOLoopBound(self, eventLoop: context.eventLoop)
    let connecting = ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let back = AnswerTaker<ByteBuffer> { client.writeAndFlush($0, promise: nil) }
          try channel.pipeline.syncOperations.addHandler(back)
        }
      }
      .connect(to: self.upstream)
    connecting.whenSuccess { server in
      mine.value.server = server
      mine.value.pass()
      client.closeFuture.whenComplete { _ in server.close(promise: nil) }
      server.closeFuture.whenComplete { _ in client.close(promise: nil) }
    }
    connecting.whenFailure { _ in client.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = self.unwrapInboundIn(data)
    self.pending.writeBuffer(&piece)
    self.pass()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func pass() {
    guard !self.isHolding, let server = self.server, self.pending.readableBytes > 0 else { return }
    server.writeAndFlush(self.pending, promise: nil)
    self.pending = ByteBuffer()
  }
}
