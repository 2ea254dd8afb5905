import Declarations
import Foundation
import Logging
import Loopback
import Secrets
import Settings
import SigningService
import Synchronization
import TLSKeys

/// A signing agent's folder: configuration, keys, log, socket; two hosts, `ec-1.test` with the keys made here.
final class SignerFixture: Sendable {
  static let now: Int64 = 1_790_000_000

  let folder: TemporaryFolder
  let keys: [PrivateKey]
  private let seconds = Mutex<Duration>(.zero)
  private let start = ContinuousClock.now

  var socket: String { self.folder.file("signer.sock") }
  var configuration: String { self.folder.file("signer.yaml") }

  init(_ kinds: [PrivateKey.Kind] = [.p256], more: String = "", keys: String? = nil) throws {
    self.folder = try TemporaryFolder()
    _ = try self.folder.makeFolder("keys")
    _ = try self.folder.makeFolder("keys/ec-1.test")
    self.keys = try kinds.map { try PrivateKey.generate($0) }
    for (index, key) in self.keys.enumerated() {
      try self.folder.write(key.pkcs8PEM, to: "keys/ec-1.test/\(index).pem", mode: 0o600)
    }
    try self.folder.write(
      """
      socket: signer.sock
      keys: keys
      log: signer.log
      \(more)
      hosts:
        - name: ec-1.test
          with: [pay-1.test, pay-2.test]
      \(keys.map { "    keys: \($0)" } ?? "")

      """, to: "signer.yaml")
  }

  /// What a check of the configuration finds.
  func problems() throws -> [SettingsError] { try self.settings().fileProblems(now: Self.now) }

  func settings() throws -> SignerSettings { try SignerSettings.load(self.configuration) }

  /// - Parameter pause: how it waits; not at all unless a test says how.
  func agent(pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }) throws -> SigningAgent {
    try SigningAgent(
      try self.settings(), logger: Self.silent, now: { Self.now },
      clock: { self.start + self.seconds.withLock { $0 } }, pause: pause)
  }

  /// Lets the clock of the rate limit go on.
  func pass(_ duration: Duration) { self.seconds.withLock { $0 += duration } }

  static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Runs the server and a client of it.
  func serve(_ body: (SigningClient) async throws -> Void) async throws {
    let server = try SigningServer(CurrentSigner(try self.agent()), settings: try self.settings(), logger: Self.silent)
    let client = try SigningClient(socket: self.socket)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask { try await client.run() }
      defer {
        client.close()
        server.close()
      }
      try await body(client)
    }
  }

  /// The log's lines as the signer wrote them.
  func log() throws -> [[String: Any]] {
    try self.folder.read("signer.log").split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// What an honest agent asks.
  func request(key index: Int = 0) -> SigningRequest {
    SigningRequest(
      origin: "ec-1.test", destination: "pay-1.test", signer: "ec-1.test", target: "pay-1.test",
      notBefore: Self.now - 600, expires: Self.now + 14 * 86_400, targetKeys: [[UInt8](repeating: 7, count: 32)],
      key: self.keys[index].publicKey.digest.octets)
  }

  /// - Parameter now: Unix seconds.
  func statement(key index: Int = 0, from now: Int64 = SignerFixture.now) throws -> Statement {
    let key = self.keys[index].publicKey
    return try Statement(
      origin: HostName("ec-1.test"), destination: HostName("pay-1.test"), signer: HostName("ec-1.test"),
      algorithm: key.algorithm, notBefore: now - 600, expires: now + 14 * 86_400, signerKey: key.digest,
      targetKeys: [KeyDigest(spkiDER: [1]), KeyDigest(spkiDER: [2])])
  }
}
