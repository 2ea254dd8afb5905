import NIOCore
import NIOPosix
import Synchronization

/// Stands between a resolver and a DNS server, over UDP and TCP, and spoils what it passes on.
package final class DNSFaultProxy: Sendable {
  package let address = "127.0.0.1"
  package let port: UInt16
  private let current: Mutex<DNSFaults>
  private let asked = Mutex<[String]>([])
  private let channels = Mutex<[any Channel]>([])

  /// `127.0.0.1@5300`, as libunbound and Unbound write it.
  package var forwarder: String { "\(address)@\(port)" }

  /// What it does wrong; may change at any time.
  package var faults: DNSFaults {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  /// The names of all queries that came, in lower case with the final dot: what a server would have seen.
  package var queries: [String] { asked.withLock { $0 } }

  /// Listens on a free port and passes queries on to the server.
  package static func start(
    before server: (address: String, port: UInt16), faults: DNSFaults = DNSFaults()
  ) async throws -> DNSFaultProxy {
    let proxy = DNSFaultProxy(port: try FreePort.find(), faults: faults)
    let upstream = try SocketAddress(ipAddress: server.address, port: Int(server.port))
    let group = MultiThreadedEventLoopGroup.singleton.next()
    let datagrams = try await DatagramBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramFront(proxy: proxy, upstream: upstream))
        }
      }
      .bind(host: proxy.address, port: Int(proxy.port)).get()
    let streams = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(StreamFront(proxy: proxy, upstream: upstream))
        }
      }
      .bind(host: proxy.address, port: Int(proxy.port)).get()
    proxy.channels.withLock { $0 = [datagrams, streams] }
    return proxy
  }

  private init(port: UInt16, faults: DNSFaults) {
    self.port = port
    current = Mutex(faults)
  }

  package func stop() async {
    for channel in channels.withLock({ $0 }) { try? await channel.close() }
  }

  /// What to pass on and how much later to answer; `nil` for a query to be dropped.
  func treat(_ query: [UInt8]) -> (query: [UInt8], delay: TimeAmount)? {
    if let name = DNSQuestionReader(query)?.name { asked.withLock { $0.append(name) } }
    let faults = faults
    guard let treated = faults.treat(query) else { return nil }
    let delay = faults.delay.components
    return (treated, .nanoseconds(delay.seconds * 1_000_000_000 + delay.attoseconds / 1_000_000_000))
  }

  /// The answer over UDP as the client shall see it.
  func treat(answer: ByteBuffer) -> ByteBuffer {
    var answer = answer
    if faults.claimsValidation, let flags = answer.getInteger(at: answer.readerIndex + 3, as: UInt8.self) {
      answer.setInteger(flags | 0x20, at: answer.readerIndex + 3)
    }
    return answer
  }
}
