import NIOCore
import NIOPosix
import Synchronization

/// Stands between TCP clients and a server, and can hold back what clients send, as a network does that delivers late.
package final class StreamRelay: Sendable {
  package let port: UInt16
  /// All channels and all links are on this loop.
  private let loop: any EventLoop
  private let links: NIOLoopBoundBox<[RelayLink]>
  private let listener = Mutex<(any Channel)?>(nil)

  /// Listens on a free port of 127.0.0.1 and passes everything on to the server at another port of it.
  package static func start(to port: UInt16) async throws -> StreamRelay {
    let relay = StreamRelay(port: try FreePort.find(), loop: MultiThreadedEventLoopGroup.singleton.next())
    let upstream = try SocketAddress(ipAddress: "127.0.0.1", port: Int(port))
    let channel = try await ServerBootstrap(group: relay.loop)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let link = RelayLink(upstream)
          relay.links.value.append(link)
          try channel.pipeline.syncOperations.addHandler(link)
        }
      }
      .bind(host: "127.0.0.1", port: Int(relay.port)).get()
    relay.listener.withLock { $0 = channel }
    return relay
  }

  private init(port: UInt16, loop: any EventLoop) {
    self.port = port
    self.loop = loop
    self.links = .makeBoxSendingValue([], eventLoop: loop)
  }

  /// From now on keeps what the clients send that are connected now; those that come later are served as before.
  package func hold() { self.onLinks { $0.hold() } }

  /// How many octets are kept.
  package var held: Int {
    get async throws {
      try await self.loop.submit { self.links.value.reduce(0) { $0 + $1.held } }.get()
    }
  }

  /// Sends the server what was kept, and keeps nothing more.
  package func release() { self.onLinks { $0.release() } }

  package func stop() async {
    let listener = self.listener.withLock { listener in
      defer { listener = nil }
      return listener
    }
    try? await listener?.close()
    self.onLinks { $0.close() }
  }

  private func onLinks(_ body: @escaping @Sendable (RelayLink) -> Void) {
    self.loop.execute { for link in self.links.value { body(link) } }
  }
}
