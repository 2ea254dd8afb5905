import NIOCore
import NIOPosix
import Synchronization

/// A proxy for TLS, by HTTP (`CONNECT`, RFC 9110 §9.3.6) or SOCKS 5 (RFC 1928): whatever host is named, it leads to a port
/// of 127.0.0.1.
package final class TunnelProxy: Sendable {
  package let port: UInt16
  private let asked = Mutex<[String]>([])
  private let channel = Mutex<(any Channel)?>(nil)

  package static func start() async throws -> TunnelProxy {
    let proxy = TunnelProxy(port: try FreePort.find())
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelHandler(proxy))
        }
      }
      .bind(host: "127.0.0.1", port: Int(proxy.port)).get()
    proxy.channel.withLock { $0 = channel }
    return proxy
  }

  private init(port: UInt16) { self.port = port }

  /// Whom clients wanted to reach, as `host:port`.
  package var targets: [String] { self.asked.withLock { $0 } }

  func note(_ target: String) { self.asked.withLock { $0.append(target) } }

  package func stop() async {
    let channel = self.channel.withLock { channel in
      defer { channel = nil }
      return channel
    }
    try? await channel?.close()
  }
}

/// One client of the proxy: its request first, then octets both ways.
private final class TunnelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let proxy: TunnelProxy
  private var head = ByteBuffer()
  private var server: (any Channel)?
  private var isConnecting = false
  private var isGreeted = false

  init(_ proxy: TunnelProxy) { self.proxy = proxy }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = self.unwrapInboundIn(data)
    if let server {
      server.writeAndFlush(piece, promise: nil)
      return
    }
    self.head.writeBuffer(&piece)
    guard !self.isConnecting else { return }
    let opening = self.head.readableBytesView.first == SOCKSOpening.version ? self.socks(context) : self.http()
    switch opening {
    case .unfinished: break
    case .wrong: context.close(promise: nil)
    case .target(let host, let port, let agreement):
      self.proxy.note("\(host):\(port)")
      self.isConnecting = true
      self.connect(context.channel, port, agreement)
    }
  }

  private func http() -> TunnelOpening {
    let text = String(buffer: self.head)
    guard text.contains("\r\n\r\n") else { return .unfinished }
    let words = text.split(separator: " ")
    guard words.count > 2, words[0] == "CONNECT", let colon = words[1].lastIndex(of: ":"),
      let port = Int(words[1][words[1].index(after: colon)...])
    else { return .wrong }
    return .target(String(words[1][..<colon]), port, ByteBuffer(string: "HTTP/1.1 200 Connected\r\n\r\n"))
  }

  private func socks(_ context: ChannelHandlerContext) -> TunnelOpening {
    if !self.isGreeted {
      guard SOCKSOpening.readGreeting(&self.head) else { return .unfinished }
      self.isGreeted = true
      context.writeAndFlush(self.wrapOutboundOut(SOCKSOpening.noAuthentication), promise: nil)
    }
    return SOCKSOpening.readTarget(self.head)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func connect(_ client: any Channel, _ port: Int, _ agreement: ByteBuffer) {
    let mine = NIOLoopBound(self, eventLoop: client.eventLoop)
    let connecting = ClientBootstrap(group: client.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let back = AnswerTaker<ByteBuffer> { client.writeAndFlush($0, promise: nil) }
          try channel.pipeline.syncOperations.addHandler(back)
        }
      }
      .connect(host: "127.0.0.1", port: port)
    connecting.whenSuccess { server in
      mine.value.server = server
      client.writeAndFlush(agreement, promise: nil)
      client.closeFuture.whenComplete { _ in server.close(promise: nil) }
      server.closeFuture.whenComplete { _ in client.close(promise: nil) }
    }
    connecting.whenFailure { _ in client.close(promise: nil) }
  }
}
