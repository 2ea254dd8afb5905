import NIOCore
import NIOPosix
import Synchronization

/// An HTTP proxy for TLS (`CONNECT`, RFC 9110 §9.3.6): whatever host is named, it leads to a port of 127.0.0.1.
package final class ConnectProxy: Sendable {
  package let port: UInt16
  private let asked = Mutex<[String]>([])
  private let channel = Mutex<(any Channel)?>(nil)

  package static func start() async throws -> ConnectProxy {
    let proxy = ConnectProxy(port: try FreePort.find())
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ConnectHandler(proxy))
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
private final class ConnectHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let proxy: ConnectProxy
  private var head = ByteBuffer()
  private var server: (any Channel)?
  private var isConnecting = false

  init(_ proxy: ConnectProxy) { self.proxy = proxy }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = self.unwrapInboundIn(data)
    if let server {
      server.writeAndFlush(piece, promise: nil)
      return
    }
    self.head.writeBuffer(&piece)
    guard !self.isConnecting, String(buffer: self.head).contains("\r\n\r\n") else { return }
    let words = String(buffer: self.head).split(separator: " ")
    guard words.count > 2, words[0] == "CONNECT", let port = words[1].split(separator: ":").last.flatMap({ Int($0) })
    else { return context.close(promise: nil) }
    self.proxy.note(String(words[1]))
    self.isConnecting = true
    self.connect(context.channel, port)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func connect(_ client: any Channel, _ port: Int) {
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
      client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connected\r\n\r\n"), promise: nil)
      client.closeFuture.whenComplete { _ in server.close(promise: nil) }
      server.closeFuture.whenComplete { _ in client.close(promise: nil) }
    }
    connecting.whenFailure { _ in client.close(promise: nil) }
  }
}
