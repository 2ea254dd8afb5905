import Foundation
import Loopback
import Settings
import TLSKeys
import Testing

@testable import SigningService

@Suite("The signing agent's key files")
struct KeyFileTests {
  private func digests(_ agent: SigningAgent) -> [KeyDigest] {
    (try? agent.keys(of: "ec-1.test", caller: .user(0)).map(\.key.digest)) ?? []
  }

  @Test("are read again when they change, come or go")
  func change() async throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    #expect(self.digests(agent) == [fixture.keys[0].publicKey.digest])
    let new = try PrivateKey.generate(.p256)
    try fixture.folder.write(new.pkcs8PEM, to: "keys/ec-1.test/0.pem", mode: 0o600)
    #expect(self.digests(agent) == [new.publicKey.digest])
    await #expect { try await agent.sign(fixture.request(), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "unknownKey"
    }
    try fixture.folder.write(fixture.keys[0].pkcs8PEM, to: "keys/ec-1.test/1.key", mode: 0o600)
    #expect(self.digests(agent) == [new.publicKey.digest, fixture.keys[0].publicKey.digest])
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    try FileManager.default.removeItem(atPath: fixture.folder.file("keys/ec-1.test/1.key"))
    #expect(self.digests(agent) == [new.publicKey.digest])
  }

  @Test("that others may read are not used, and are named")
  func readable() async throws {
    let fixture = try SignerFixture([.p256, .p256])
    let path = fixture.folder.file("keys/ec-1.test/0.pem")
    let agent = try fixture.agent()
    #expect(self.digests(agent).count == 2)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(self.digests(agent) == [fixture.keys[1].publicKey.digest])
    #expect(try fixture.problems().contains { $0.problem.contains("chmod 600 \(path)") })
    await #expect { try await agent.sign(fixture.request(), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "unknownKey"
    }
  }

  @Test("that hold no usable key make a host without keys, and the refusal says why")
  func broken() throws {
    let fixture = try SignerFixture()
    try fixture.folder.write(
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", to: "keys/ec-1.test/0.pem", mode: 0o600)
    let agent = try fixture.agent()
    #expect { try agent.keys(of: "ec-1.test", caller: .user(0)) } throws: {
      let refusal = $0 as? SigningRefusal
      return refusal?.code == "noUsableKey" && refusal?.message.contains("0.pem") == true
    }
    #expect(try fixture.problems().last?.problem == "ec-1.test: has no usable private key")
  }

  @Test("may have their certificate in another file of the folder, as certbot has it, which anybody may read")
  func certbot() async throws {
    let fixture = try SignerFixture([.p256, .p256])
    let folder = "keys/ec-1.test"
    let end = SignerFixture.now + 86_400
    let other = try CertificateOfKey(try PrivateKey.generate(.p256), notAfter: SignerFixture.now - 1)
    let certificate = try CertificateOfKey(fixture.keys[1], notAfter: end)
    try fixture.folder.write(certificate.pem + other.pem, to: "\(folder)/fullchain.pem", mode: 0o644)
    let agent = try fixture.agent()
    let held = try agent.keys(of: "ec-1.test", caller: .user(0))
    #expect(held.map(\.certificateExpires) == [nil, end])
    #expect(try fixture.problems().isEmpty)
    await #expect { try await agent.sign(fixture.request(key: 1), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "expiresAfterCertificate"
    }
    // Renewed with the same key: the certificate that lasts longest is the one shown.
    try fixture.folder.write(
      try CertificateOfKey(fixture.keys[1], notAfter: end + 90 * 86_400).pem, to: "\(folder)/new.pem")
    _ = try await agent.sign(fixture.request(key: 1), caller: .user(0))
  }

  @Test("whose certificate has expired are named where signer.yaml names them")
  func expired() throws {
    let fixture = try SignerFixture(keys: "[ec-1.test/0.pem, chain.pem]")
    try fixture.folder.write(
      try CertificateOfKey(fixture.keys[0], notAfter: SignerFixture.now - 1).pem, to: "keys/chain.pem")
    let problem = try #require(try fixture.problems().first)
    #expect(problem.line == 8 && problem.key == "hosts[0].keys[0]")
    #expect(
      problem.problem.contains("keys/ec-1.test/0.pem: the certificate of this key expired on 2026-09-21T14:13:19Z"))
    #expect(try fixture.problems().count == 1)
  }

  @Test("never show in the log")
  func secrets() async throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    let log = try fixture.folder.read("signer.log")
    for line in fixture.keys[0].pkcs8PEM.split(separator: "\n") where !line.hasPrefix("---") {
      #expect(!log.contains(line.prefix(24)))
    }
  }
}
