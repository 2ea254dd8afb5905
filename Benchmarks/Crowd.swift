import AgentControl
import Declarations
import Foundation
import Loopback
import PartnerLink
import TLSKeys

/// Many origins in ten zones, one destination, two agents with their signing agents, one Knot: how long it takes to
/// register them all, validated look-ups on both sides included, to renew them, and what memory the agents take.
struct Crowd: Sendable {
  private static let zones = 10
  private static let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="
  static let destination = "pay.crowd-pay.test"

  static func measure(_ count: Int) async throws -> [String: Double] {
    let crowd = try Crowd(count)
    let knot = try await crowd.startKnot()
    do {
      let results = try await crowd.run(knot)
      await knot.stop()
      crowd.folder.close()
      return results
    } catch {
      await knot.stop()
      crowd.folder.close()
      throw error
    }
  }

  let count: Int
  let folder: TemporaryFolder
  private let pins: (shop: KeyDigest, pay: KeyDigest)
  private let ports: (shop: UInt16, pay: UInt16)
  let metrics: UInt16

  private init(_ count: Int) throws {
    self.count = count
    self.folder = try TemporaryFolder()
    let now = Int64(Date().timeIntervalSince1970)
    let folder = self.folder
    func identity(_ name: String) throws -> KeyDigest {
      try AgentIdentity.create(in: folder.file("\(name)-identity"), name: name, now: now).pin
    }
    self.pins = (try identity("shop"), try identity("pay"))
    self.ports = (try FreePort.find(), try FreePort.find())
    self.metrics = try FreePort.find()
  }

  func origin(_ number: Int) -> String { "s\(number).crowd-\(number % Self.zones).test" }

  private func startKnot() async throws -> KnotServer {
    let key = UpdateKey(name: "agent", secret: Self.secret, isConfined: false)
    var records = Array(repeating: [String](), count: Self.zones)
    for number in 0..<self.count {
      records[number % Self.zones].append(
        "_m2dmrt.s\(number) 300 TXT \"v=M2DMRT1; m=\(self.pins.shop.base64URL)\"")
    }
    let pay = KnotZone(
      "crowd-pay.test.", records: ["_m2dmrt.pay 300 TXT \"v=M2DMRT1; m=\(self.pins.pay.base64URL)\""])
    return try await KnotServer.start(
      [pay]
        + records.enumerated().map { index, lines in
          KnotZone("crowd-\(index).test.", records: lines, updateKeys: [key])
        })
  }

  private func run(_ knot: KnotServer) async throws -> [String: Double] {
    try self.configure("\(knot.address):\(knot.port)", anchor: knot.trustAnchorDS)
    var processes: [ChildProcess] = []
    do {
      for name in ["shop", "pay"] {
        let signer = try self.start("warifu-signer", "\(name)-signer")
        processes.append(signer)
        try await signer.waitUntilReady { signer.lastLines().contains("Ready to sign") }
        let agent = try self.start("warifud", name)
        processes.append(agent)
        let socket = self.folder.file("\(name).sock")
        try await agent.waitUntilReady {
          (try? await ControlClient.connected(to: socket) { try await $0.status() }) != nil
        }
      }
      let (shop, pay) = (processes[1], processes[3])
      let registration = try await self.seconds { try await self.registerAll() }
      try await self.expectAllEstablished()
      var results = ["count": Double(self.count), "registrationSeconds": registration]
      let calm = try await self.watch { try await Task.sleep(for: .seconds(40)) }
      let busy = try await self.watch { try await self.renewAll() }
      try await self.expectAllEstablished()
      results["renewalSeconds"] = busy.seconds
      results["looksPerSecondCalm"] = calm.looksPerSecond
      results["looksPerSecondRenewing"] = busy.looksPerSecond
      results["slowestPageCalm"] = calm.slowestPage
      results["slowestPageRenewing"] = busy.slowestPage
      results["shopMiB"] = Self.residentMiB(shop)
      results["payMiB"] = Self.residentMiB(pay)
      results["perSecond"] = Double(self.count) / registration
      for process in processes.reversed() { await process.stop() }
      return results
    } catch {
      let logs = ["shop", "pay"].map { (try? self.folder.read("\($0).out").suffix(2000)) ?? "" }
      for process in processes.reversed() { await process.stop() }
      throw BenchmarkFailure(message: "\(error)\n\(logs.joined(separator: "\n---\n"))")
    }
  }

  func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let began = clock.now
    try await body()
    return (clock.now - began) / .seconds(1)
  }

  /// As a person does it: `warifu relationship create --file pairs.csv`.
  private func registerAll() async throws {
    let pairs = (0..<self.count).map { "\(self.origin($0)),\(Self.destination)" }.joined(separator: "\n")
    try self.folder.write(pairs + "\n", to: "pairs.csv")
    let command = try ChildProcess(
      Self.program("warifu"),
      [
        "relationship", "create", "--file", self.folder.file("pairs.csv"), "--socket", self.folder.file("shop.sock"),
        "--json", "--output", self.folder.file("created.json"),
      ], folder: self.folder.path, outputPath: self.folder.file("create.out"))
    let status = await command.exitStatus()
    guard status == .exited(0) else {
      let document = (try? self.folder.read("created.json")) ?? ""
      let first = document.range(of: "\"message\"").map { document[$0.lowerBound...].prefix(400) } ?? ""
      throw BenchmarkFailure(message: "warifu relationship create: \(status) \(command.lastLines()) \(first)")
    }
  }

  private func expectAllEstablished() async throws {
    for name in ["shop", "pay"] {
      let status = try await ControlClient.connected(to: self.folder.file("\(name).sock")) { try await $0.status() }
      guard status.relationships == ["established": self.count] else {
        throw BenchmarkFailure(message: "\(name): \(status.relationships)")
      }
    }
  }

  /// The most memory that a process had resident.
  private static func residentMiB(_ process: ChildProcess) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
  }

  private func start(_ program: String, _ name: String) throws -> ChildProcess {
    try ChildProcess(
      Self.program(program), ["--config", self.folder.file("\(name).yaml")], folder: self.folder.path,
      outputPath: self.folder.file("\(name).out"))
  }

  private static func program(_ name: String) -> String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(name).path
  }

  private func configure(_ server: String, anchor: String) throws {
    try self.folder.write(anchor + "\n", to: "root.ds")
    try self.folder.write(Self.secret + "\n", to: "tsig", mode: 0o600)
    try self.folder.makeFolder("shop-keys")
    try self.folder.makeFolder("pay-keys")
    for number in 0..<self.count {
      try self.folder.write(try PrivateKey.generate(.p256).pkcs8PEM, to: "shop-keys/\(number).pem", mode: 0o600)
    }
    try self.folder.write(try PrivateKey.generate(.p256).pkcs8PEM, to: "pay-keys/pay.pem", mode: 0o600)
    let numbers = 0..<self.count
    try self.folder.write(
      self.signer(
        "shop", numbers.map { "  - {name: \(self.origin($0)), keys: [\($0).pem], with: [\(Self.destination)]}" }),
      to: "shop-signer.yaml")
    let origins = numbers.map { self.origin($0) }.joined(separator: ", ")
    try self.folder.write(
      self.signer("pay", ["  - {name: \(Self.destination), keys: [pay.pem], with: [\(origins)]}"]),
      to: "pay-signer.yaml")
    let publishers = (0..<Self.zones).map { zone in
      """
        - zone: crowd-\(zone).test
          server: \(server)
          servers: ["\(server)"]
          key: {name: agent, algorithm: hmac-sha256, secretFile: tsig}
      """
    }
    let hosts = numbers.map { "  - {name: \(self.origin($0)), signer: shop-signer.sock}" }
    try self.folder.write(
      self.agent("shop", self.ports.shop, server, hosts, partner: "pay", at: self.ports.pay) + "publishers:\n"
        + publishers.joined(separator: "\n") + "\nmonitor: {interval: 300, metrics: \"127.0.0.1:\(self.metrics)\"}\n",
      to: "shop.yaml")
    try self.folder.write(
      self.agent(
        "pay", self.ports.pay, server, ["  - {name: \(Self.destination), signer: pay-signer.sock}"], partner: "shop",
        at: self.ports.shop), to: "pay.yaml")
  }

  private func signer(_ name: String, _ hosts: [String]) -> String {
    """
    socket: \(name)-signer.sock
    keys: \(name)-keys
    log: \(name)-signer.log
    rateLimit: 10000
    hosts:
    \(hosts.joined(separator: "\n"))

    """
  }

  private func agent(
    _ name: String, _ port: UInt16, _ server: String, _ hosts: [String], partner: String, at other: UInt16
  ) -> String {
    """
    organization: \(name)
    identity: \(name)-identity
    listen: 127.0.0.1:\(port)
    socket: \(name).sock
    state: \(name)-state
    resolver: {path: "\(server)", trustAnchor: root.ds, fresh: "\(server)"}
    hosts:
    \(hosts.joined(separator: "\n"))
    partners:
      - name: \(partner)
        address: 127.0.0.1:\(other)
        certificates: [\(partner)-identity/agent.pem]
        pairs: ["*>\(Self.destination)"]

    """
  }
}
