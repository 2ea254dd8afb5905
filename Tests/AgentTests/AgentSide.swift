import AgentControl
import Foundation
import Loopback
import PartnerLink
import Synchronization
import TLSKeys
import Testing

/// One organization: its folder, its warifud and its warifu-signer.
final class AgentSide: Sendable {
  struct Names {
    let knot: String
    let unbound: String
    let anchor: String
  }

  let name: String
  let host: String
  let folder: TemporaryFolder
  /// Where agents are: an IP literal, in brackets if it needs them.
  let address: String
  let port: UInt16
  let pin: KeyDigest
  /// What its web server shows, and who says that it is the host's.
  let certificate: TestCertificate
  let authority: TestCertificateAuthority
  private let agent = Mutex<ChildProcess?>(nil)
  private let signer = Mutex<ChildProcess?>(nil)

  init(_ name: String, _ host: String, with partners: [String], at address: String, _ folder: TemporaryFolder) throws {
    self.name = name
    self.host = host
    self.folder = folder
    self.address = address.contains(":") ? "[\(address)]" : address
    self.port = try FreePort.find(address: address)
    for part in ["keys", "keys/\(host)"] { try folder.makeFolder("\(name)-\(part)") }
    let now = Int64(Date().timeIntervalSince1970)
    self.pin = try AgentIdentity.create(in: folder.file("\(name)-identity"), name: name, now: now).pin
    // Names of their own: a client that trusts both could not tell them apart otherwise.
    self.authority = try TestCertificateAuthority(name: "Test Root of \(name)")
    let certificate = try self.authority.issue([host])
    self.certificate = certificate
    try folder.write(certificate.certificatePEM, to: "\(name).pem")
    try folder.write(certificate.certificatePEM + certificate.keyPEM, to: "\(name)-keys/\(host)/tls.pem", mode: 0o600)
    try folder.write(AgentWorld.secret + "\n", to: "\(name)-tsig", mode: 0o600)
    try self.allowSigner(with: partners)
  }

  var socket: String { self.folder.file("\(self.name).sock") }
  var configuration: String { self.folder.file("\(self.name).yaml") }
  var agentLog: String { self.agent.withLock { $0?.lastLines(40) ?? "" } }

  /// Of the running agent: how large its core dump may be, and may be made to be.
  func coreLimits() throws -> [String] {
    let process = self.agent.withLock { $0?.processIdentifier ?? 0 }
    let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    return line?.split(separator: " ").dropFirst(4).prefix(2).map(String.init) ?? []
  }

  /// Writes the signing agent's file: for which hosts it signs relationships.
  func allowSigner(with partners: [String]) throws {
    try self.folder.write(
      """
      socket: \(self.name)-signer.sock
      keys: \(self.name)-keys
      log: \(self.name)-signer.log
      hosts:
        - name: \(self.host)
          with: [\(partners.joined(separator: ", "))]

      """, to: "\(self.name)-signer.yaml")
  }

  /// YAML takes a bracket for the beginning of a list.
  private static func quoted(_ place: String) -> String { place.hasPrefix("[") ? "\"\(place)\"" : place }

  /// - Parameter etcd: the endpoints of the store; none for a file of its own.
  func configure(partner: AgentSide, pairs: String, etcd: [String] = [], _ names: Names) throws {
    let store = "store: { etcd: { endpoints: [\"\(etcd.joined(separator: "\", \""))\"], leaseSeconds: 2 } }"
    try self.folder.write(
      """
      organization: \(self.name)
      identity: \(self.name)-identity
      listen: \(Self.quoted("\(self.address):\(self.port)"))
      socket: \(self.name).sock
      state: \(self.name)-state
      \(etcd.isEmpty ? "" : store)
      resolver:
        path: \(Self.quoted(names.unbound))
        trustAnchor: \(names.anchor)
        fresh: \(Self.quoted(names.knot))
      hosts:
        - name: \(self.host)
          certificate: \(self.name).pem
          signer: \(self.name)-signer.sock
      partners:
        - name: \(partner.name)
          address: \(Self.quoted("\(partner.address):\(partner.port)"))
          certificates: [\(partner.name)-identity/agent.pem]
          pairs: ["\(pairs)"]
      publishers:
        - zone: \(self.host)
          server: \(Self.quoted(names.knot))
          servers: ["\(names.knot)"]
          key: {name: agent, algorithm: hmac-sha256, secretFile: \(self.name)-tsig}

      """, to: "\(self.name).yaml")
  }

  func startAgent() async throws {
    let process = try ChildProcess(
      Self.program("warifud"), ["--config", self.configuration], folder: self.folder.path,
      outputPath: self.folder.file("\(self.name)-agent.out"))
    self.agent.withLock { $0 = process }
    try await process.waitUntilReady { (try? await self.control { try await $0.status() }) != nil }
  }

  func startSigner() async throws {
    let process = try ChildProcess(
      Self.program("warifu-signer"), ["--config", self.folder.file("\(self.name)-signer.yaml")],
      folder: self.folder.path, outputPath: self.folder.file("\(self.name)-signer.out"))
    self.signer.withLock { $0 = process }
    try await process.waitUntilReady { process.lastLines().contains("Ready to sign") }
  }

  /// kill -HUP, and what the agent's log says of it: the line with this message.
  func reload(expecting message: String) async throws -> [String: String] {
    let process = try #require(self.agent.withLock { $0 })
    let before = self.lines(message).count
    process.signal(SIGHUP)
    try await process.waitUntilReady { self.lines(message).count > before }
    return self.lines(message).last ?? [:]
  }

  var processIdentifier: Int32? { self.agent.withLock { $0?.processIdentifier } }

  /// The lines of the agent's log with this message.
  private func lines(_ message: String) -> [[String: String]] {
    let text = (try? String(contentsOfFile: self.folder.file("\(self.name)-agent.out"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      return fields?["message"] == message ? fields : nil
    }
  }

  /// Changes the agent's file.
  func reconfigure(_ text: String, to other: String) throws {
    let before = try self.folder.read("\(self.name).yaml")
    try #require(before.contains(text))
    try self.folder.write(before.replacing(text, with: other), to: "\(self.name).yaml")
  }

  /// SIGSTOP, SIGCONT: a machine that is suspended and wakes up.
  func signalAgent(_ number: Int32) { self.agent.withLock { $0?.signal(number) } }

  /// Another agent of this organization, on the same shared store: its file and its process.
  func startSecondAgent() async throws -> ChildProcess {
    let text = try self.folder.read("\(self.name).yaml")
      .replacing("listen: 127.0.0.1:\(self.port)", with: "listen: 127.0.0.1:\(try FreePort.find())")
      .replacing("socket: \(self.name).sock", with: "socket: \(self.name)-2.sock")
    try self.folder.write(text, to: "\(self.name)-2.yaml")
    return try ChildProcess(
      Self.program("warifud"), ["--config", self.folder.file("\(self.name)-2.yaml")], folder: self.folder.path,
      outputPath: self.folder.file("\(self.name)-2-agent.out"))
  }

  /// kill -9.
  func killAgent() async { await Self.end(self.agent) { $0.signal(SIGKILL) } }
  /// As systemd stops it.
  func stopAgent() async { await Self.end(self.agent) { $0.signal(SIGTERM) } }
  func stopSigner() async { await Self.end(self.signer) { $0.signal(SIGTERM) } }

  func stop() async {
    await self.killAgent()
    await self.stopSigner()
  }

  /// Asks the agent, over a connection of its own.
  func control<Value: Sendable>(_ body: @escaping @Sendable (ControlClient) async throws -> Value) async throws -> Value
  {
    try await ControlClient.connected(to: self.socket, body)
  }

  /// Runs the command line as this organization's operator.
  func warifu(_ arguments: [String]) async throws -> Command.Result {
    try await Command.run(
      Self.program("warifu"), arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "WARIFU_CONFIG": self.configuration])
  }

  /// What the signing agent did, as its log has it.
  func signerOutcomes() -> [String] {
    let text = (try? String(contentsOfFile: self.folder.file("\(self.name)-signer.log"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (object?["code"] ?? object?["outcome"]) as? String
    }
  }

  private static func end(_ process: borrowing Mutex<ChildProcess?>, _ how: (ChildProcess) -> Void) async {
    let ended = process.withLock { process in
      defer { process = nil }
      return process
    }
    guard let ended else { return }
    how(ended)
    _ = await ended.exitStatus()
  }

  static func program(_ name: String) -> String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(name).path
  }
}
