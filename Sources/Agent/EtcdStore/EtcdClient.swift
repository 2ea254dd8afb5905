import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Rpc
import Synchronization

/// The connections to the members of an etcd cluster. Calls go to one of them, and to the next when it does not answer.
///
/// ``run()`` must be running while calls are made.
package final class EtcdClient: Sendable {
  typealias Connection = GRPCClient<HTTP2ClientTransport.Posix>

  private let connections: [Connection]
  let limits: EtcdLimits
  /// Which member is asked; where a call failed, the next one.
  private let preferred = Mutex(0)

  package init(_ settings: EtcdSettings, limits: EtcdLimits = EtcdLimits()) throws(EtcdSettingsError) {
    self.limits = limits
    var connections: [Connection] = []
    for endpoint in settings.endpoints {
      do {
        connections.append(try Self.connection(endpoint, settings.tls, limits))
      } catch {
        throw EtcdSettingsError("\(endpoint) cannot be used: \(error)")
      }
    }
    self.connections = connections
  }

  /// Keeps the connections until ``close()`` is called or the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for connection in self.connections {
        group.addTask { try? await connection.runConnections() }
      }
    }
  }

  /// Lets calls end, then lets ``run()`` return.
  package func close() {
    for connection in self.connections { connection.beginGracefulShutdown() }
  }

  /// Asks until somebody answers, or for so long that there is no hope. For what may be done twice.
  func call<Reply: Sendable>(
    _ body: @Sendable (Connection, CallOptions) async throws -> Reply
  ) async throws(EtcdError) -> Reply {
    let clock = ContinuousClock()
    let end = clock.now + self.limits.whole
    var tries = 0
    while true {
      do throws(EtcdError) {
        return try await self.callOnce(body)
      } catch {
        guard case .noAnswer = error, clock.now < end, !Task.isCancelled else { throw error }
      }
      tries += 1
      // Everybody was asked: a leader may just be being elected.
      if tries % self.connections.count == 0 { try? await Task.sleep(for: self.limits.pause) }
    }
  }

  /// Asks one member, once.
  func callOnce<Reply: Sendable>(
    _ body: @Sendable (Connection, CallOptions) async throws -> Reply
  ) async throws(EtcdError) -> Reply {
    let (number, connection) = self.current
    var options = CallOptions.defaults
    options.timeout = self.limits.call
    do {
      return try await body(connection, options)
    } catch {
      let error = EtcdError(error)
      if case .noAnswer = error { self.leave(number) }
      throw error
    }
  }

  /// The member to be asked, for streams, and its number for ``leave(_:)``.
  var current: (number: Int, connection: Connection) {
    let number = self.preferred.withLock { $0 }
    return (number, self.connections[number])
  }

  /// Goes on to the next member, unless somebody did already.
  func leave(_ number: Int) {
    self.preferred.withLock { preferred in
      if preferred == number { preferred = (number + 1) % self.connections.count }
    }
  }

  private static func connection(
    _ endpoint: EtcdEndpoint, _ tls: EtcdTLS?, _ limits: EtcdLimits
  ) throws -> Connection {
    let target: any ResolvableTarget =
      if endpoint.isIPv4 {
        .ipv4(address: endpoint.host, port: endpoint.port)
      } else if endpoint.isIPv6 {
        .ipv6(address: endpoint.host, port: endpoint.port)
      } else {
        .dns(host: endpoint.host, port: endpoint.port)
      }
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.backoff = .init(initial: .milliseconds(100), max: .seconds(2), multiplier: 1.6, jitter: 0.2)
    // etcd closes connections on which a client asks more often than every five seconds whether it is there.
    config.connection.keepalive = .init(time: .seconds(10), timeout: .seconds(5), allowWithoutCalls: false)
    let everyMethod = MethodConfig(
      names: [MethodConfig.Name(service: "", method: "")], waitForReady: false,
      maxRequestMessageBytes: limits.messageOctets, maxResponseMessageBytes: limits.messageOctets)
    return GRPCClient(
      transport: try HTTP2ClientTransport.Posix(
        target: target, transportSecurity: tls?.transportSecurity ?? .plaintext, config: config,
        serviceConfig: ServiceConfig(methodConfig: [everyMethod])))
  }
}
