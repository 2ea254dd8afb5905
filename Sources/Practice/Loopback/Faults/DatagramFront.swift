import NIOCore
import NIOPosix

/// The proxy's UDP side: a socket of its own for each query passed on.
final class DatagramFront: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let proxy: DNSFaultProxy
  private let upstream: SocketAddress

  init(proxy: DNSFaultProxy, upstream: SocketAddress) {
    self.proxy = proxy
    self.upstream = upstream
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard let treated = proxy.treat(Array(envelope.data.readableBytesView)) else { return }
    let (front, client) = (context.channel, envelope.remoteAddress)
    DatagramBootstrap(group: context.eventLoop)
      .channelInitializer { [proxy] channel in
        channel.eventLoop.makeCompletedFuture {
          let back = AnswerTaker<AddressedEnvelope<ByteBuffer>> { answer in
            let data = proxy.treat(answer: answer.data)
            front.eventLoop.scheduleTask(in: treated.delay) {
              front.writeAndFlush(AddressedEnvelope(remoteAddress: client, data: data), promise: nil)
            }
            channel.close(promise: nil)
          }
          try channel.pipeline.syncOperations.addHandler(back)
        }
      }
      .connect(to: upstream)
      .whenSuccess { [upstream] channel in
        let query = AddressedEnvelope(remoteAddress: upstream, data: ByteBuffer(bytes: treated.query))
        channel.writeAndFlush(query, promise: nil)
        channel.eventLoop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
      }
  }
}

/// Gives whatever arrives on a channel towards the server to a closure.
final class AnswerTaker<Message: Sendable>: ChannelInboundHandler {
  typealias InboundIn = Message

  private let take: @Sendable (Message) -> Void

  init(take: @escaping @Sendable (Message) -> Void) { self.take = take }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { take(unwrapInboundIn(data)) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
