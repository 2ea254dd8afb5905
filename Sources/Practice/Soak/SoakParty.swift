import AgentControl
import Declarations
import Foundation
import Loopback
import PartnerLink
import Synchronization
import TLSKeys

/// One organization: its hosts and their keys, its warifud and its warifu-signer, which may be killed at any moment.
final class SoakParty: Sendable {
  enum Name: String, Sendable, CaseIterable {
    case shop, pay

    var other: Name { self == .shop ? .pay : .shop }
  }

  enum Part: String, Sendable, CaseIterable {
    case agent = "warifud"
    case signer = "warifu-signer"
  }

  let name: Name
  let hosts: [HostName]
  let port: UInt16
  let pin: KeyDigest
  private let programs: String
  private let folder: TemporaryFolder
  private let running = Mutex<[Part: ChildProcess]>([:])
  private let starts = Mutex(0)

  init(_ name: Name, hosts: [HostName], programs: String, _ folder: TemporaryFolder) throws {
    self.name = name
    self.hosts = hosts
    self.programs = programs
    self.folder = folder
    self.port = try FreePort.find()
    let now = Int64(Date().timeIntervalSince1970)
    self.pin = try AgentIdentity.create(in: folder.file("\(name)-identity"), name: "\(name)", now: now).pin
    for host in hosts { try folder.makeFolder("\(name)-keys/\(host)") }
  }

  var socket: String { self.folder.file("\(self.name).sock") }

  /// Puts a key into the signing agent's folder.
  func install(_ key: PrivateKey, of host: HostName, number: Int) throws {
    try self.folder.write(key.pkcs8PEM, to: self.keyFile(host, number), mode: 0o600)
  }

  /// Takes a key out of it again.
  func removeKey(of host: HostName, number: Int) {
    try? FileManager.default.removeItem(atPath: self.folder.file(self.keyFile(host, number)))
  }

  private func keyFile(_ host: HostName, _ number: Int) -> String { "\(self.name)-keys/\(host)/\(number).pem" }

  /// Starts what does not run, and waits until it answers.
  func start(_ part: Part) async throws {
    let number = self.starts.withLock { starts in
      starts += 1
      return starts
    }
    let file = self.folder.file(part == .agent ? "\(self.name).yaml" : "\(self.name)-signer.yaml")
    let process = try ChildProcess(
      "\(self.programs)/\(part.rawValue)", ["--config", file],
      environment: ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("WARIFU_") },
      folder: self.folder.path, outputPath: self.folder.file("\(self.name)-\(part)-\(number).log"))
    self.running.withLock { $0[part] = process }
    switch part {
    case .agent:
      try await process.waitUntilReady { (try? await self.control { try await $0.status() }) != nil }
    case .signer:
      try await process.waitUntilReady { process.lastLines().contains("Ready to sign") }
    }
  }

  /// kill -9.
  func kill(_ part: Part) async {
    guard let process = self.running.withLock({ $0[part] }) else { return }
    process.signal(SIGKILL)
    _ = await process.exitStatus()
  }

  /// The processes that are not meant to have ended, and have.
  var ended: [Part] { self.running.withLock { $0.filter { !$0.value.isRunning }.map(\.key) } }

  /// Asks the agent, over a connection of its own.
  func control<Value: Sendable>(
    _ body: @escaping @Sendable (ControlClient) async throws -> Value
  ) async throws -> Value {
    try await ControlClient.connected(to: self.socket, body)
  }

  func lastLines(_ part: Part) -> String { self.running.withLock { $0[part]?.lastLines(30) ?? "" } }

  func stop() async {
    for part in Part.allCases { await self.kill(part) }
  }
}
