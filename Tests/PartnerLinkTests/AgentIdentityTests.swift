import Foundation
import PartnerLink
import Secrets
import TLSKeys
import Testing

@Suite("An agent's identity")
struct AgentIdentityTests {
  private let identities: TestIdentities
  private var folder: String { "\(self.identities.folder)/agent" }

  init() throws {
    self.identities = try TestIdentities()
  }

  @Test("is made once, for its owner alone, and is the same when loaded")
  func create() throws {
    let made = try self.identities.make("agent")
    let loaded = try AgentIdentity.load(from: self.folder, now: TestIdentities.now)
    #expect(loaded.pin == made.pin)
    #expect(loaded.certificate.notAfter == TestIdentities.now + 365 * 86_400)
    let mode = try FileManager.default.attributesOfItem(atPath: self.folder + "/agent.key")[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(throws: AgentIdentityError.self) { try self.identities.make("agent") }
    #expect(try AgentIdentity.load(from: self.folder, now: TestIdentities.now).pin == made.pin)
    #expect(try PartnerCertificate.load(self.folder + "/agent.pem").pin == made.pin)
  }

  @Test("is refused when its key may be read by others")
  func readable() throws {
    _ = try self.identities.make("agent")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: self.folder + "/agent.key")
    #expect { try AgentIdentity.load(from: self.folder, now: TestIdentities.now) } throws: {
      "\($0)".contains("chmod 600 \(self.folder)/agent.key")
    }
  }

  @Test("is refused outside its dates")
  func dates() throws {
    _ = try self.identities.make("agent", days: 1)
    #expect { try AgentIdentity.load(from: self.folder, now: TestIdentities.now + 86_401) } throws: {
      guard case .expired? = $0 as? AgentIdentityError else { return false }
      return "\($0)".contains("expired on 2026-09-22")
    }
    #expect { try AgentIdentity.load(from: self.folder, now: TestIdentities.now - 3601) } throws: {
      guard case .notYetValid? = $0 as? AgentIdentityError else { return false }
      return true
    }
    for days in [0, -1, 3651] {
      #expect(throws: AgentIdentityError.validityOutOfRange(days: days)) {
        try self.identities.make("other", days: days)
      }
    }
  }

  @Test(
    "is refused when the key is of another kind or of another certificate",
    arguments: [
      PrivateKey.Kind.rsa2048, .ed25519, .p256,
    ])
  func otherKey(kind: PrivateKey.Kind) throws {
    _ = try self.identities.make("agent")
    let path = self.folder + "/agent.key"
    try FileManager.default.removeItem(atPath: path)
    try SecretFile.create(path, content: Array(try PrivateKey.generate(kind).pkcs8PEM.utf8))
    #expect { try AgentIdentity.load(from: self.folder, now: TestIdentities.now) } throws: {
      switch $0 as? AgentIdentityError {
      case .weakKey: kind != .p256
      case .mismatch: kind == .p256
      default: false
      }
    }
  }

  @Test("never leaves a private key with a partner: such a file is refused")
  func sentTooMuch() throws {
    let made = try self.identities.make("agent")
    let key = try String(contentsOfFile: self.folder + "/agent.key", encoding: .utf8)
    let path = self.identities.folder + "/sent.pem"
    try (made.certificatePEM + key).write(toFile: path, atomically: true, encoding: .utf8)
    #expect { try PartnerCertificate.load(path) } throws: { "\($0)".contains("holds a private key") }
    #expect(throws: PartnerCertificateError.self) { try PartnerCertificate.load(self.identities.folder + "/absent") }
    #expect(throws: PartnerCertificateError.self) { try PartnerCertificate.load(self.folder + "/agent.key") }
  }
}
