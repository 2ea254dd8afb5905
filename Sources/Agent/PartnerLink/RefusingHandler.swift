package import NIOCore

/// Ends a connection as soon as it stands, and passes nothing on. (An initializer that fails instead would be told to
/// the listening channel, and could end that.)
package final class RefusingHandler: ChannelInboundHandler, Sendable {
  package typealias InboundIn = Any

  package init() {}

  package func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { context.close(promise: nil) }
  }

  package func channelActive(context: ChannelHandlerContext) {
    context.close(promise: nil)
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
