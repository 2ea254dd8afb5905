import NIOCore
import NIOTLS

/// Plays the script of a ``ScriptedServer`` on one connection.
final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: ScriptedServer.Script
  private let afterHandshake: Bool
  private var isAnswered = false

  init(_ script: ScriptedServer.Script, afterHandshake: Bool) {
    self.script = script
    self.afterHandshake = afterHandshake
  }

  func channelActive(context: ChannelHandlerContext) {
    if !self.afterHandshake { self.begin(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { self.begin(context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !self.isAnswered else { return }
    self.isAnswered = true
    switch self.script {
    case .silence, .close, .speakFirst: break
    case .answer(let text):
      let channel = context.channel
      self.say(text, context).whenComplete { _ in channel.close(promise: nil) }
    case .answerAndWait(let text):
      _ = self.say(text, context)
    case .answerEndlessly(let text, let again):
      _ = self.say(text, context)
      self.repeatForEver(again, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func begin(_ context: ChannelHandlerContext) {
    switch self.script {
    case .close: context.close(promise: nil)
    case .speakFirst(let text): _ = self.say(text, context)
    default: break
    }
  }

  private func say(_ text: String, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: text)))
  }

  private func repeatForEver(_ text: String, _ context: ChannelHandlerContext) {
    let eventLoop = context.eventLoop
    let bound = NIOLoopBound((self, context), eventLoop: eventLoop)
    self.say(text, context).whenSuccess {
      // Not called from here: where writing succeeds at once the stack would never shrink.
      eventLoop.execute {
        let (handler, context) = bound.value
        handler.repeatForEver(text, context)
      }
    }
  }
}
