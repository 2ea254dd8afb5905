import AgentControl
import Foundation
import Loopback
import PartnerLink
import TLSKeys

/// A shop's whole installation: its zone at knotd, warifud, warifu-signer, and a partner's agent.
final class DoctorWorld: Sendable {
  static let isPossible = KnotServer.isInstalled
  static let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="

  let folder: TemporaryFolder
  let knot: KnotServer
  private let shopPort: UInt16
  private let payPort: UInt16

  /// Runs `body` in a world of its own, in which nothing is started but knotd.
  static func with(
    zone: KnotZone.Signing = .signed, identityDays: Int = 200, _ body: (DoctorWorld) async throws -> Void
  ) async throws {
    let world = try await DoctorWorld(zone, identityDays: identityDays)
    do { try await body(world) } catch {
      await world.knot.stop()
      throw error
    }
    await world.knot.stop()
    world.folder.close()
  }

  private init(_ signing: KnotZone.Signing, identityDays: Int) async throws {
    let folder = try TemporaryFolder()
    let now = Int64(Date().timeIntervalSince1970)
    let pin = try AgentIdentity.create(in: folder.file("shop-identity"), name: "shop", days: identityDays, now: now).pin
    _ = try AgentIdentity.create(in: folder.file("pay-identity"), name: "pay", now: now)
    let certificate = try TestCertificateAuthority().issue(["shop.test"])
    try folder.write(certificate.certificatePEM, to: "shop.pem")
    try folder.makeFolder("keys/shop.test")
    try folder.write(certificate.certificatePEM + certificate.keyPEM, to: "keys/shop.test/tls.pem", mode: 0o600)
    try folder.write(Self.secret + "\n", to: "tsig", mode: 0o600)
    try folder.write(
      "socket: signer.sock\nkeys: keys\nlog: signer.log\nhosts:\n  - name: shop.test\n    with: [pay.test]\n",
      to: "signer.yaml")
    self.folder = folder
    self.shopPort = try FreePort.find()
    self.payPort = try FreePort.find()
    self.knot = try await KnotServer.start([
      KnotZone(
        "shop.test.", signing, records: ["_m2dmrt TXT \"v=M2DMRT1; m=\(pin.base64URL)\""],
        updateKeys: [UpdateKey(name: "agent", secret: Self.secret)])
    ])
    try folder.write(self.knot.trustAnchorDS + "\n", to: "root.ds")
    try self.configure()
    try self.folder.write(
      """
      organization: Pay
      identity: pay-identity
      listen: 127.0.0.1:\(self.payPort)
      socket: pay.sock
      state: pay-state
      hosts: [{name: pay.test, signer: nowhere.sock}]
      partners:
        - {name: shop, address: "127.0.0.1:\(self.shopPort)", certificates: [shop-identity/agent.pem], pairs: ["*>pay.test"]}

      """, to: "pay.yaml")
  }

  /// Writes the shop's configuration.
  /// - Parameters:
  ///   - otherServers: of the zone, besides knotd.
  ///   - partner: the address of the partner's agent.
  func configure(
    otherServers: [UInt16] = [], partner: UInt16? = nil, partnerCertificate: String = "pay-identity/agent.pem",
    certificate: String = "shop.pem", resolver: UInt16? = nil, publishes: Bool = true
  ) throws {
    let server = "127.0.0.1:\(self.knot.port)"
    let servers = ([server] + otherServers.map { "127.0.0.1:\($0)" }).map { "\"\($0)\"" }.joined(separator: ", ")
    try self.folder.write(
      """
      organization: Shop
      identity: shop-identity
      listen: 127.0.0.1:\(self.shopPort)
      socket: shop.sock
      state: shop-state
      resolver: {path: "127.0.0.1:\(resolver ?? self.knot.port)", fresh: "\(server)", trustAnchor: root.ds}
      hosts: [{name: shop.test, certificate: \(certificate), signer: signer.sock}]
      partners:
        - name: pay
          address: 127.0.0.1:\(partner ?? self.payPort)
          certificates: [\(partnerCertificate)]
          pairs: ["shop.test>pay.test"]

      """
        + (publishes
          ? """
          publishers:
            - {zone: shop.test, server: "\(server)", servers: [\(servers)], key: {name: agent, secretFile: tsig}}

          """ : ""),
      to: "shop.yaml")
  }

  /// Runs `body` while these programs run.
  func running(_ programs: Program..., body: () async throws -> Void) async throws {
    var started: [ChildProcess] = []
    var failure: (any Error)?
    do {
      for program in programs { started.append(try await self.start(program)) }
      try await body()
    } catch {
      failure = error
    }
    for process in started { await process.stop() }
    if let failure { throw failure }
  }

  enum Program: String {
    case signer, shop, pay
  }

  private func start(_ program: Program) async throws -> ChildProcess {
    let path = URL(fileURLWithPath: WarifuProgram.path).deletingLastPathComponent()
    let process = try ChildProcess(
      path.appendingPathComponent(program == .signer ? "warifu-signer" : "warifud").path,
      ["--config", self.folder.file("\(program.rawValue).yaml")], folder: self.folder.path,
      outputPath: self.folder.file("\(program.rawValue).out"))
    let socket = self.folder.file("\(program.rawValue).sock")
    try await process.waitUntilReady {
      program == .signer
        ? process.lastLines().contains("Ready to sign")
        : (try? await ControlClient.connected(to: socket) { try await $0.status() }) != nil
    }
    return process
  }

  struct Diagnosis {
    let outcome: WarifuProgram.Outcome
    let findings: [[String: Any]]

    func codes(_ severities: String...) -> Set<String> {
      Set(
        self.findings.filter { severities.contains($0["severity"] as? String ?? "") }.compactMap {
          $0["code"] as? String
        })
    }
    /// Everything but what is as it should be.
    var faults: Set<String> { self.codes("info", "warning", "failure", "unknown") }

    func finding(_ code: String) -> [String: Any] { self.findings.first { $0["code"] as? String == code } ?? [:] }
  }

  func doctor(_ arguments: String..., configuration: String = "shop.yaml") async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(["doctor", "--config", self.folder.file(configuration)] + arguments)
  }

  func diagnose(configuration: String = "shop.yaml") async throws -> Diagnosis {
    let outcome = try await self.doctor("--json", configuration: configuration)
    return Diagnosis(outcome: outcome, findings: try outcome.json["findings"] as? [[String: Any]] ?? [])
  }
}
