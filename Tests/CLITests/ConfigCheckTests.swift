import Foundation
import Loopback
import Testing

@Suite("warifu config check")
struct ConfigCheckTests {
  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  private func check(_ text: String, _ name: String) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run("config", "check", "--json", try self.folder.write(text, to: name))
  }

  private func problem(_ outcome: WarifuProgram.Outcome) throws -> [String: Any] {
    let file = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
    return try #require((file["problems"] as? [[String: Any]])?.first)
  }

  private func makeKey() throws {
    let certificate = try TestCertificateAuthority().issue(["shop.test"])
    try certificate.write(to: self.folder, name: "shop")
    try self.folder.makeFolder("keys")
    try self.folder.write(certificate.keyPEM, to: "keys/shop.pem", mode: 0o600)
  }

  private static let signer = """
    keys: keys
    hosts:
      - name: shop.test
        keys: [shop.pem]
        with: [pay.test]

    """

  @Test("A good signer's file is known as such")
  func signer() async throws {
    try self.makeKey()
    let outcome = try await self.check(Self.signer, "signer.yaml")
    #expect(outcome.code == 0)
    let file = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
    #expect(file["program"] as? String == "warifu-signer")
    self.folder.close()
  }

  @Test("A key file that others can read is named with the command that mends it")
  func readableKey() async throws {
    try self.makeKey()
    let key = self.folder.file("keys/shop.pem")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    let outcome = try await self.check(Self.signer, "signer.yaml")
    #expect(outcome.code == 2)
    #expect(outcome.output.contains("chmod 600 \(key)"))
    let problem = try self.problem(outcome)
    #expect(problem["line"] as? Int == 4 && problem["key"] as? String == "hosts[0].keys[0]")
    self.folder.close()
  }

  @Test("A good agent's file is known as such")
  func agent() async throws {
    try self.makeKey()
    #expect(try await WarifuProgram.run("identity", "create", "--folder", self.folder.file("identity")).code == 0)
    let text = """
      organization: Shop
      hosts:
        - name: shop.test
          certificate: shop.pem
          signer: signer.sock

      """
    let outcome = try await self.check(text, "warifud.yaml")
    #expect(outcome.code == 0)
    let file = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
    #expect(file["program"] as? String == "warifud")
    self.folder.close()
  }

  @Test("Every fault that hides no other is told at once, each with its line, and one that follows from another is not")
  func several() async throws {
    try self.makeKey()
    let text = """
      organization: Shop
      lisen: 192.0.2.1:7443
      hosts:
        - name: shop.test
          certificate: missing.pem
          signr: signer.sock
        - name: Shop.Test.
          signer: signer.sock
        - name: www.shop.test
          certificate: shop.pem
          signer: signer.sock
          colour: red
      partners:
        - name: pay
          address: nowhere
          certificates: [pay.pem]
          pairs: ["*>pay.test"]
        - name: other
          address: 127.0.0.1:7443
          certificates: [other.pem]
          pairs: ["*>pay.test"]
      publishers:
        - zone: shop.test
          server: 127.0.0.1
          key: { name: m2dmrt, secretFile: shop.tsig }
      limits: { update: 1h }

      """
    let outcome = try await self.check(text, "warifud.yaml")
    #expect(outcome.code == 2)
    let file = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
    let problems = try #require(file["problems"] as? [[String: Any]])
    let found = problems.map { "\($0["line"] as? Int ?? 0) \($0["key"] as? String ?? "")" }
    #expect(
      found == [
        "5 hosts[0].certificate", "7 hosts[1].name", "15 partners[0].address", "20 partners[1].certificates[0]",
        "25 publishers[0].key.secretFile", "26 limits.update", "2 lisen", "12 hosts[2].colour", "1 identity",
      ], "\(found)")
    self.folder.close()
  }

  @Test("An older certificate of a partner that has ended is a warning, with line and key")
  func oldCertificate() async throws {
    for name in ["identity", "pay"] {
      #expect(try await WarifuProgram.run("identity", "create", "--folder", self.folder.file(name)).code == 0)
    }
    let expired = try TestCertificateAuthority().issueExpired(["pay.test"]).certificatePEM
    try self.folder.write(expired, to: "old.pem")
    let text = """
      organization: Shop
      hosts: [{ name: shop.test, signer: signer.sock }]
      partners:
        - name: pay
          address: 127.0.0.1:7443
          certificates:
            - pay/agent.pem
            - old.pem
          pairs: ["*>pay.test"]

      """
    let outcome = try await self.check(text, "warifud.yaml")
    #expect(outcome.code == 3)
    let file = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
    #expect((file["problems"] as? [Any])?.isEmpty == true)
    let warning = try #require((file["warnings"] as? [[String: Any]])?.first)
    #expect(warning["line"] as? Int == 8 && warning["key"] as? String == "partners[0].certificates[1]")
    self.folder.close()
  }

  @Test("An unknown key is named with its line, and the nearest known one")
  func unknownKey() async throws {
    let outcome = try await self.check(Self.signer + "rateLimmit: 3\nrateLimit: 3\n", "signer.yaml")
    #expect(outcome.code == 2)
    let problem = try self.problem(outcome)
    #expect(problem["key"] as? String == "rateLimmit")
    #expect(problem["line"] as? Int == 6)
    #expect((problem["next"] as? String)?.contains("rateLimit") == true)
    self.folder.close()
  }

  @Test("A file of neither program, and one that is not there, are errors")
  func strange() async throws {
    #expect(try await self.check("colour: red\n", "other.yaml").code == 2)
    #expect(try await WarifuProgram.run("config", "check", "/nonexistent/warifud.yaml").code == 2)
    self.folder.close()
  }
}
