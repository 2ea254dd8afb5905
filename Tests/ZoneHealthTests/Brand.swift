import DNS
import DNSWire
import Loopback

/// The servers that keys are tried with.
enum Brand: String, CaseIterable, Sendable {
  case knot = "Knot DNS"
  case bind = "BIND"
  case powerDNS = "PowerDNS"

  static var areInstalled: Bool {
    KnotServer.isInstalled && BINDServer.isInstalled && PowerDNSServer.isInstalled
  }
  static let missing = "needs the Debian packages knot, bind9, pdns-server, pdns-backend-sqlite3 and sqlite3"

  /// Runs `body` with the port of a server of the unsigned zone `name`, whose keys are these.
  func with(
    _ keys: [UpdateKey], zone name: String = Examined.zoneText, _ body: (UInt16) async throws -> Void
  ) async throws {
    let port: UInt16
    let stop: @Sendable () async -> Void
    switch self {
    case .knot:
      let server = try await KnotServer.start([KnotZone(name, .unsigned, updateKeys: keys)], addsParents: false)
      (port, stop) = (server.port, { await server.stop() })
    case .bind:
      let server = try await BINDServer.start(zone: name, updateKeys: keys)
      (port, stop) = (server.port, { await server.stop() })
    case .powerDNS:
      let server = try await PowerDNSServer.start(zone: name, updateKeys: keys)
      (port, stop) = (server.port, { await server.stop() })
    }
    do { try await body(port) } catch {
      await stop()
      throw error
    }
    await stop()
  }
}
