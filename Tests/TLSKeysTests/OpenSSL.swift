import Foundation
import Loopback

/// The `openssl` command, as an implementation independent of BoringSSL.
struct OpenSSL {
  static let isInstalled = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/openssl") }

  /// The arguments of `openssl genpkey` for each kind of key.
  static let supported: [(kind: String, arguments: [String])] = [
    ("PS256", ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
    ("PS256", ["RSA", "-pkeyopt", "rsa_keygen_bits:3072", "-pkeyopt", "rsa_keygen_pubexp:3"]),
    ("PS256", ["RSA", "-pkeyopt", "rsa_keygen_bits:2049"]),
    ("ES256", ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
    ("ES384", ["EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
    ("EdDSA", ["ED25519"]),
  ]

  let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  @discardableResult
  func run(_ arguments: String...) async throws -> String {
    try await Command.succeed("openssl", arguments, folder: self.folder.path)
  }

  /// Makes `key.pem` and a self-signed certificate for it, `certificate.pem`; answers the key's text.
  func makeKey(_ arguments: [String]) async throws -> String {
    try await Command.succeed(
      "openssl", ["genpkey", "-out", "key.pem", "-algorithm"] + arguments, folder: self.folder.path)
    return try self.folder.read("key.pem")
  }

  func makeCertificate() async throws -> String {
    try await self.run(
      "req", "-new", "-x509", "-key", "key.pem", "-subj", "/CN=shop.test", "-days", "30", "-out", "certificate.pem")
    return try self.folder.read("certificate.pem")
  }

  func octets(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self.folder.file(name))))
  }

  func write(_ octets: [UInt8], to name: String) throws {
    try Data(octets).write(to: URL(fileURLWithPath: self.folder.file(name)))
  }
}
