package import NIOCore

/// Ends a connection or a stream as soon as it stands, and passes nothing on. (An initializer that fails instead would
/// be told to the listening channel, and could end that.)
package final class RefusingHandler: ChannelInboundHandler, Sendable {
  package typealias InboundIn = Any

  package init() {}

  package func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { self.end(context.channel) }
  }

  package func channelActive(context: ChannelHandlerContext) {
    self.end(context.channel)
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  /// Not at once: gRPC traps when a stream is closed before it has been told that the stream was opened.
  private func end(_ channel: any Channel) {
    channel.eventLoop.execute { channel.close(promise: nil) }
  }
}
