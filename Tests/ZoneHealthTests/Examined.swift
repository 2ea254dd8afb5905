import DNS
import DNSWire
import Declarations
import Findings
import Foundation
import Loopback
import TLSKeys
import ZoneHealth

/// A zone to examine, with everything a test may want to be otherwise.
struct Examined {
  static let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()
  static let zoneText = "ec-1.test."
  static let agentKey = UpdateKey(name: "agent", secret: secret)
  static let wideKey = UpdateKey(name: "wide", secret: secret, isConfined: false)
  static let pin = KeyDigest(spkiDER: [1, 2, 3])
  static let policy = "_m2dmrt TXT \"v=M2DMRT1; m=\(pin.base64URL)\""

  var name = Self.zoneText
  var servers: [ServerAddress]
  var key = "agent"
  var secret = Self.secret
  var hosts = ["ec-1.test"]
  var declarations: [String] = []
  /// The resolvers' way: a server of the whole tree, and the anchor.
  var forwarder: ServerAddress
  var anchor: String
  /// Seconds by which our clock is ahead.
  var clockError: Int64 = 0
  var transfer: Duration = .zero

  init(_ knot: KnotServer) throws {
    let address = try ServerAddress("\(knot.address):\(knot.port)")
    self.init([address], forwarder: address, anchor: knot.trustAnchorDS)
  }

  /// A server that is not in the tree, so that there is no chain to look at.
  init(_ port: UInt16) throws {
    let address = try ServerAddress("127.0.0.1:\(port)")
    let nothing = ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
    self.init([address], forwarder: address, anchor: nothing)
  }

  private init(_ servers: [ServerAddress], forwarder: ServerAddress, anchor: String) {
    (self.servers, self.forwarder, self.anchor) = (servers, forwarder, anchor)
  }

  struct Result {
    let findings: [Finding]
    let readings: [ClockReading]

    func codes(_ severities: Severity...) -> Set<String> {
      Set(self.findings.filter { severities.contains($0.severity) }.map(\.code))
    }
    /// Everything but what is as it should be.
    var faults: Set<String> { self.codes(.info, .warning, .failure, .unknown) }

    func finding(_ code: ZoneCode) -> Finding? { self.findings.first { $0.code == code.rawValue } }

    func evidence(_ code: ZoneCode, _ label: String) -> [String] {
      self.finding(code)?.evidence.filter { $0.label == label }.map(\.value) ?? []
    }
  }

  enum Part: Int { case servers, chain, key }

  /// Runs these parts, all by default, without the policy records.
  func run(_ parts: Part...) async throws -> Result {
    let checks = try self.health.checks
    let chosen = parts.isEmpty ? [Part.servers, .chain, .key] : parts
    var findings: [Finding] = []
    for part in chosen { findings += await checks[part.rawValue].run() }
    return Result(findings: findings, readings: try self.health.ledger.readings)
  }

  func policies() async throws -> Result {
    let health = try self.health.examiner
    var findings: [Finding] = []
    for host in self.hosts { findings += await health.policyCheck(try HostName(host), pin: Self.pin)?.run() ?? [] }
    return Result(findings: findings, readings: [])
  }

  private let shared = Shared()

  private final class Shared {
    var made: (examiner: ZoneHealth, ledger: ClockLedger, checks: [Check])?
  }

  private var health: (examiner: ZoneHealth, ledger: ClockLedger, checks: [Check]) {
    get throws {
      if let made = self.shared.made { return made }
      let anchors = try TrustAnchors(presentation: [self.anchor])
      let resolver = try ValidatingResolver(
        ResolverConfiguration(path: .forward([self.forwarder]), trustAnchors: anchors))
      let error = self.clockError
      let ledger = ClockLedger()
      let examiner = ZoneHealth(
        resolvers: ResolverPaths([("the zone's own servers", resolver)], deadline: .seconds(5)), clock: ledger,
        patience: ZonePatience(query: .seconds(2), transfer: self.transfer, update: .seconds(5)),
        now: { Int64(Date().timeIntervalSince1970) + error })
      let zone = ExaminedZone(
        name: try DomainName(self.name), primary: self.servers[0], servers: self.servers,
        key: try TSIGKey(name: DomainName(self.key), base64Secret: self.secret),
        hosts: try self.hosts.map { try HostName($0) },
        declarations: try self.declarations.map { try DomainName($0) })
      let made = (examiner, ledger, examiner.checks(zone))
      self.shared.made = made
      return made
    }
  }
}

extension KnotServer {
  /// Runs `body` with a server of its own, which is stopped afterwards in any case.
  static func with(
    _ zones: [KnotZone], addsParents: Bool = true, _ body: (KnotServer) async throws -> Void
  ) async throws {
    let knot = try await KnotServer.start(zones, addsParents: addsParents)
    do { try await body(knot) } catch {
      await knot.stop()
      throw error
    }
    await knot.stop()
  }

  /// `ec-1.test`, signed in this way, with a policy record that names our agent.
  static func withZone(
    _ signing: KnotZone.Signing = .signed, records: [String] = [Examined.policy], negativeTTL: Int = 5,
    _ body: (KnotServer) async throws -> Void
  ) async throws {
    let zone = KnotZone(
      Examined.zoneText, signing, records: records, updateKeys: [Examined.agentKey, Examined.wideKey],
      negativeTTL: negativeTTL)
    try await self.with([zone], body)
  }
}
