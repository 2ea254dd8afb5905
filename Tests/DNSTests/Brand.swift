import DNS
import DNSWire
import Foundation
import Loopback

/// The servers that updates are tried with.
enum Brand: String, CaseIterable, Sendable {
  case knot = "Knot DNS"
  case bind = "BIND"
  case powerDNS = "PowerDNS"

  static var areInstalled: Bool {
    KnotServer.isInstalled && BINDServer.isInstalled && PowerDNSServer.isInstalled
      && Program.areInstalled("knsupdate", "kdig")
  }

  static let missing =
    "needs the Debian packages knot, knot-dnsutils, bind9, pdns-server, pdns-backend-sqlite3 and sqlite3"
}

/// One of them with the unsigned zone `ec-1.test` and confined keys `agent`, `agent384`, `agent512`, and
/// `reader`, which may also have the zone whole.
struct UpdateServer: Sendable {
  let address: ServerAddress
  private let stop: @Sendable () async -> Void

  static let zoneText = "ec-1.test."
  static let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()
  private static let keys = [
    UpdateKey(name: "agent", secret: secret),
    UpdateKey(name: "agent384", secret: secret, algorithm: "hmac-sha384"),
    UpdateKey(name: "agent512", secret: secret, algorithm: "hmac-sha512"),
    UpdateKey(name: "reader", secret: secret, mayTransfer: true),
  ]

  private init(port: UInt16, stop: @escaping @Sendable () async -> Void) throws {
    address = try ServerAddress("127.0.0.1:\(port)")
    self.stop = stop
  }

  private static func start(_ brand: Brand) async throws -> UpdateServer {
    switch brand {
    case .knot:
      let zone = KnotZone(zoneText, .unsigned, records: ["www A 192.0.2.1"], updateKeys: keys)
      let server = try await KnotServer.start([zone], addsParents: false)
      return try UpdateServer(port: server.port) { await server.stop() }
    case .bind:
      let server = try await BINDServer.start(zone: zoneText, records: ["www A 192.0.2.1"], updateKeys: keys)
      return try UpdateServer(port: server.port) { await server.stop() }
    case .powerDNS:
      let server = try await PowerDNSServer.start(zone: zoneText, records: ["www A 192.0.2.1"], updateKeys: keys)
      return try UpdateServer(port: server.port) { await server.stop() }
    }
  }

  /// Runs `body` with a server of its own, which is stopped and removed afterwards in any case.
  static func with(_ brand: Brand, _ body: (UpdateServer) async throws -> Void) async throws {
    let server = try await start(brand)
    do { try await body(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// An updater with the server's key, or with whatever a test makes wrong.
  func updater(
    _ transport: DynamicUpdater.Transport, key: String = "agent", algorithm: TSIGAlgorithm = .hmacSHA256,
    secret: String = UpdateServer.secret, timeout: Duration = .seconds(10), clockError: Int64 = 0
  ) throws -> DynamicUpdater {
    DynamicUpdater(
      server: address,
      key: try TSIGKey(name: DomainName(key), algorithm: algorithm, base64Secret: secret), timeout: timeout,
      transport: transport, now: { UInt64(Int64(Date().timeIntervalSince1970) + clockError) })
  }

  /// The texts of a name's TXT records as the server serves them, sorted.
  func texts(_ name: String) async throws -> [String] {
    let question = Question(try DomainName(name), .txt)
    let answer = try await ServerQuery.ask(question, at: address, timeout: .seconds(10))
    return try answer.answers(question.name, .txt).map { String(decoding: try TXTData.join($0.rdata), as: UTF8.self) }
      .sorted()
  }
}
