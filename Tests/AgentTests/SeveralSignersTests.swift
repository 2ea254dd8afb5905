import Declarations
import Foundation
import Logging
import Loopback
import PartnerLink
import Relationships
import Settings
import SigningService
import TLSKeys
import Testing

@testable import Agent

/// Two signing agents as they are run, each with a key of its own of one host: one at a socket, one on "another machine".
@Suite("A host with several signing agents", .timeLimit(.minutes(1)))
struct SeveralSignersTests {
  private let place: ConfigurationPlace
  private let port: UInt16
  private let identity: AgentIdentity
  private let keys: [PrivateKey]

  init() throws {
    self.place = try ConfigurationPlace()
    self.port = try FreePort.find()
    let folder = self.place.folder
    self.identity = try AgentIdentity.create(in: folder.file("far-identity"), name: "far", now: self.place.now)
    self.keys = [try PrivateKey.generate(.p256), try PrivateKey.generate(.rsa2048)]
    for (name, key) in zip(["near", "far"], self.keys) {
      for part in [name, "\(name)/ec-1.test"] { try folder.makeFolder(part) }
      try folder.write(key.pkcs8PEM, to: "\(name)/ec-1.test/tls.key", mode: 0o600)
    }
    for name in ["near", "far"] {
      try folder.write(
        """
        socket: \(name).sock
        keys: \(name)
        log: \(name).log
        hosts: [{ name: ec-1.test, with: [pay-1.test] }]
        \(name == "near" ? "" : "listen: { address: 127.0.0.1:\(self.port), identity: far-identity, agents: [identity/agent.pem] }")

        """, to: "\(name).yaml")
    }
    let text = ConfigurationPlace.text.replacingOccurrences(
      of: "    signer: signer.sock",
      with: """
            signers:
              - near.sock
              - { address: 127.0.0.1:\(self.port), certificate: far-identity/agent.pem }
        """
    ).replacingOccurrences(of: "    certificate: host.pem\n", with: "")
    try folder.write(text, to: "warifud.yaml")
  }

  private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func server(_ name: String) throws -> SigningServer {
    let now = self.place.now
    let settings = try SignerSettings.load(self.place.folder.file("\(name).yaml"))
    let agent = try SigningAgent(settings, logger: Self.silent, now: { now })
    return try SigningServer(
      CurrentSigner(agent), settings: settings,
      remote: try settings.listener?.server(for: CurrentSigner(agent), logger: Self.silent, now: { now }),
      logger: Self.silent)
  }

  private func statement(by key: PublicKey) throws -> Statement {
    try Statement(
      origin: HostName("ec-1.test"), destination: HostName("pay-1.test"), signer: HostName("ec-1.test"),
      algorithm: key.algorithm, notBefore: self.place.now - 600, expires: self.place.now + 86_400,
      signerKey: key.digest,
      targetKeys: [KeyDigest(spkiDER: [1])])
  }

  @Test("has the keys of all, and each signs with its own; while one cannot be reached nothing is said")
  func together() async throws {
    let now = self.place.now
    let parties = try Parties(try self.place.load(), now: { now })
    let host = try HostName("ec-1.test")
    let signer = try #require(parties.organization.hosts[host]).signer
    let near = try self.server("near")
    let far = try self.server("far")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await near.run() }
      group.addTask { try await far.run() }
      for client in parties.signers { group.addTask { try await client.run() } }
      defer {
        near.close()
        far.close()
        for client in parties.signers { client.close() }
      }
      let sorted = self.keys.map(\.publicKey).sorted { $0.digest < $1.digest }
      var held: [HostKey] = []
      try await poll("both listen") {
        held = (try? await signer.keys(of: host)) ?? []
        return !held.isEmpty
      }
      #expect(held.map(\.key) == sorted)
      for key in sorted {
        let statement = try self.statement(by: key)
        #expect(key.verifies(try await signer.sign(statement), over: statement.signedOctets))
      }
      for name in ["near", "far"] {
        #expect(try self.place.folder.read("\(name).log").split(separator: "\n").count == 1)
      }
      far.close()
      try await poll("one is gone") {
        do throws(StepFailure) {
          _ = try await signer.keys(of: host)
          return false
        } catch {
          return error.kind == .unavailable && error.message.contains("127.0.0.1:\(self.port)")
        }
      }
      let near = try self.statement(by: self.keys[0].publicKey)
      #expect(self.keys[0].publicKey.verifies(try await signer.sign(near), over: near.signedOctets))
    }
  }

  @Test("is told with file, line and key what is wrong with one of them")
  func mistakes() throws {
    let text = try self.place.folder.read("warifud.yaml")
    for (right, wrong, key) in [
      ("far-identity/agent.pem }", "expired.pem }", "hosts[0].signers[1].certificate"),
      ("127.0.0.1:\(self.port), cert", "127.0.0.1, cert", "hosts[0].signers[1].address"),
      ("- near.sock", "- near.sock\n      - near.sock", "hosts[0].signers"),
      ("- near.sock", "- {address: 127.0.0.1:1}", "hosts[0].signers[0].certificate"),
      ("- near.sock", "- {adress: 127.0.0.1:1, certificate: pay.pem}", "hosts[0].signers[0].address"),
      ("    signers:", "    signer: near.sock\n    signers:", "hosts[0].signer"),
    ] {
      try self.place.folder.write(text.replacingOccurrences(of: right, with: wrong), to: "warifud.yaml")
      let error = #expect(throws: SettingsError.self) { try self.place.load() }
      #expect(error?.key == key, "\(wrong): \(String(describing: error))")
    }
  }
}

/// Waits, with a deadline, until something holds.
private func poll(_ what: String, _ holds: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(20)
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("waited 20 s in vain: \(what)")
}
