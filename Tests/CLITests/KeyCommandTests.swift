import AgentControl
import Foundation
import Loopback
import Synchronization
import TLSKeys
import Testing

@Suite("warifu key")
struct KeyCommandTests {
  private let folder: TemporaryFolder
  private let authority: TestCertificateAuthority

  init() throws {
    self.folder = try TemporaryFolder()
    self.authority = try TestCertificateAuthority()
  }

  /// A digest of nobody's key; its last character holds four bits only.
  private static func digest(_ letter: Character) -> String { String(repeating: letter, count: 42) + "A" }

  private func digest(_ certificate: TestCertificate) throws -> String {
    try PublicKey(certificateDER: certificate.der).digest.base64URL
  }

  @Test("Keys are listed with what they are, whole, so that they can be named")
  func list() async throws {
    try await ScriptedAgent.with { agent, socket in
      agent.hostKeys.withLock { $0.append(ScriptedAgent.key(Self.digest("B"), "staged")) }
      let text = try await WarifuProgram.run("key", "list", "Shop.test", "--socket", socket)
      #expect(text.code == 0)
      #expect(text.output.contains("✓ \(ScriptedAgent.digest)  declared  P-256, certificate ends in 60 days"))
      #expect(text.output.contains("declared by 2 relationships"))
      let document = try await WarifuProgram.run("key", "list", "--json", "shop.test", "--socket", socket)
      let keys = try #require(try document.json["keys"] as? [[String: Any]])
      #expect(keys.map { $0["state"] as? String } == ["declared", "staged"])
      #expect(keys.first?["held"] as? Bool == true)
    }
    self.folder.close()
  }

  @Test("The leaf of a chain is staged; its digest is what the agent is told")
  func stage() async throws {
    let leaf = try self.authority.issue(["shop.test"])
    let chain = try self.folder.write(leaf.certificatePEM + self.authority.rootPEM, to: "fullchain.pem")
    try await ScriptedAgent.with { agent, socket in
      let outcome = try await WarifuProgram.run("key", "stage", "--json", "shop.test", chain, "--socket", socket)
      #expect(outcome.code == 0, "\(outcome.output)")
      #expect(try outcome.json["key"] as? String == (try self.digest(leaf)))
      #expect(agent.hostKeys.withLock { $0.map(\.key) } == [ScriptedAgent.digest, try self.digest(leaf)])
      let text = try await WarifuProgram.run("key", "stage", "shop.test", chain, "--socket", socket)
      #expect(text.output.contains("warifu key wait shop.test --key \(try self.digest(leaf))"))
    }
    self.folder.close()
  }

  @Test("What is no certificate for the host is refused before the agent is asked, and a private key is not read")
  func stageRefusals() async throws {
    let good = try self.authority.issue(["shop.test"])
    let both = try self.folder.write(good.certificatePEM + good.keyPEM, to: "both.pem", mode: 0o600)
    let other = try self.folder.write(try self.authority.issue(["other.test"]).certificatePEM, to: "other.pem")
    let expired = try self.folder.write(try self.authority.issueExpired(["shop.test"]).certificatePEM, to: "old.pem")
    let garbage = try self.folder.write("nothing here\n", to: "garbage.pem")
    try await ScriptedAgent.with { agent, socket in
      for (file, code, word) in [
        (both, Int32(2), "privateKey"), (other, 1, "notForThisHost"), (expired, 1, "expired"),
        (garbage, 2, "certificateFile"), (self.folder.file("nowhere.pem"), 2, "certificateFile"),
      ] {
        let outcome = try await WarifuProgram.run("key", "stage", "--json", "shop.test", file, "--socket", socket)
        #expect(outcome.code == code, "\(file)")
        #expect(try outcome.error["code"] == word)
        #expect(!outcome.output.contains("BEGIN"))
      }
      let advice = try await WarifuProgram.run("key", "stage", "shop.test", both, "--socket", socket)
      #expect(advice.errors.contains("signing agent's own directory"))
      #expect(agent.hostKeys.withLock { $0.count } == 1)
    }
    self.folder.close()
  }

  @Test("Waiting shows how far it is, and ends with *safe to deploy*")
  func wait() async throws {
    try await ScriptedAgent.with { agent, socket in
      agent.progress.withLock {
        $0 = [
          KeyProgress(relationships: 2, ready: 1, readyAt: ScriptedAgent.now + 60, waiting: []),
          KeyProgress(relationships: 2, ready: 2, readyAt: nil, waiting: []),
        ]
      }
      let text = try await WarifuProgram.run("key", "wait", "shop.test", "--socket", socket)
      #expect(text.code == 0)
      #expect(text.errors.contains("1 of 2 relationships ready, 1 to go; caches may hold older answers until"))
      #expect(text.output.contains("shop.test: safe to deploy; all 2 relationships declare all its keys everywhere"))
      let document = try await WarifuProgram.run(
        "key", "wait", "--json", "shop.test", "--key", ScriptedAgent.digest, "--socket", socket)
      #expect(document.code == 0)
      #expect(try document.json["safeToDeploy"] as? Bool == true)
    }
    self.folder.close()
  }

  @Test("When the time is over the exit code is 5, and what waits is named")
  func waitedInVain() async throws {
    let held = ControlError(
      kind: .unreachable, code: "partnerUnreachable", subject: "shop.test → pay.test",
      message: "shop.test → pay.test: pay cannot be reached", next: "Look at its address.")
    try await ScriptedAgent.with { agent, socket in
      agent.progress.withLock { $0 = [KeyProgress(relationships: 2, ready: 1, readyAt: nil, waiting: [held])] }
      let text = try await WarifuProgram.run("key", "wait", "shop.test", "--timeout", "0", "--socket", socket)
      #expect(text.code == 5)
      #expect(text.output.contains("not yet safe to deploy"))
      #expect(text.output.contains("shop.test → pay.test: pay cannot be reached (partnerUnreachable)"))
      let document = try await WarifuProgram.run(
        "key", "wait", "--json", "shop.test", "--timeout", "0", "--socket", socket)
      #expect(document.code == 5)
      #expect(try document.json["safeToDeploy"] as? Bool == false)
      #expect((try document.json["waiting"] as? [[String: String]])?.first?["code"] == "partnerUnreachable")
    }
    self.folder.close()
  }

  @Test("A key that nobody staged is not waited for")
  func notStaged() async throws {
    try await ScriptedAgent.with { agent, socket in
      let stranger = Self.digest("C")
      let outcome = try await WarifuProgram.run(
        "key", "wait", "--json", "shop.test", "--key", stranger, "--socket", socket)
      #expect(outcome.code == 1)
      #expect(try outcome.error["code"] == "notStaged")
    }
    self.folder.close()
  }

  @Test("A key that a server still shows is not retired unless forced; afterwards it is")
  func retire() async throws {
    let (old, new) = (try self.authority.issue(["shop.test"]), try self.authority.issue(["shop.test"]))
    let ca = try self.folder.write(self.authority.rootPEM, to: "ca.pem")
    let file = try self.folder.write(old.certificatePEM, to: "old.pem")
    let web = try await HTTPSServer.start()
    try web.serve("shop.test", certificate: old)
    try await ScriptedAgent.with { agent, socket in
      let (oldKey, newKey) = (try self.digest(old), try self.digest(new))
      agent.hostKeys.withLock { $0 = [ScriptedAgent.key(oldKey, "declared"), ScriptedAgent.key(newKey, "staged")] }
      func retire(_ key: String, _ more: String...) async throws -> WarifuProgram.Outcome {
        try await WarifuProgram.run(
          [
            "key", "retire", "--json", "shop.test", key, "--socket", socket, "--ca", ca, "--at",
            "127.0.0.1:\(web.port)",
          ]
            + more)
      }
      let refused = try await retire(file)
      #expect(refused.code == 1)
      #expect(try refused.error["code"] == "stillShown")
      #expect(try refused.error["message"]?.contains("127.0.0.1:\(web.port)") == true)
      #expect(agent.ended.withLock { $0 }.isEmpty)
      #expect(try await retire(file, "--force").code == 0)

      try web.serve("shop.test", certificate: new)
      let done = try await retire(oldKey)
      #expect(done.code == 0)
      #expect((try done.json["servers"] as? [[String: Any]])?.first?["key"] as? String == newKey)
      #expect(agent.ended.withLock { $0 } == ["retired \(oldKey)", "retired \(oldKey)"])
    }
    await web.close()
    self.folder.close()
  }

  @Test("Where no server can be seen the key is retired with a warning")
  func unseen() async throws {
    let stranger = Self.digest("B")
    let closed = try FreePort.find()
    try await ScriptedAgent.with { agent, socket in
      agent.hostKeys.withLock { $0.append(ScriptedAgent.key(stranger, "staged")) }
      let outcome = try await WarifuProgram.run(
        "key", "retire", "shop.test", ScriptedAgent.digest, "--socket", socket, "--at", "127.0.0.1:\(closed)")
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("! What 127.0.0.1:\(closed) shows could not be seen"))
      #expect(agent.ended.withLock { $0 } == ["retired \(ScriptedAgent.digest)"])
    }
    self.folder.close()
  }

  @Test("The only key of a host is neither retired nor revoked, nor is one that nobody knows")
  func onlyKey() async throws {
    try await ScriptedAgent.with { agent, socket in
      let refused = try await WarifuProgram.run(
        "key", "retire", "--json", "shop.test", ScriptedAgent.digest, "--force", "--socket", socket)
      #expect(refused.code == 1)
      #expect(try refused.error["code"] == "onlyKey")
      #expect(try refused.error["next"]?.contains("warifu key stage shop.test") == true)
      let revoked = try await WarifuProgram.run(
        "key", "revoke", "--json", "shop.test", ScriptedAgent.digest, "--socket", socket)
      #expect(revoked.code == 1)
      let unknown = try await WarifuProgram.run(
        "key", "retire", "--json", "shop.test", Self.digest("D"), "--socket", socket)
      #expect(try unknown.error["code"] == "keyUnknown")
      #expect(agent.ended.withLock { $0 }.isEmpty)
    }
    self.folder.close()
  }

  @Test("A digest that begins with a hyphen is no option")
  func hyphen() async throws {
    let key = "-" + String(repeating: "B", count: 41) + "A"
    try await ScriptedAgent.with { agent, socket in
      agent.hostKeys.withLock { $0.append(ScriptedAgent.key(key, "staged")) }
      let closed = "127.0.0.1:\(try FreePort.find())"
      let retired = try await WarifuProgram.run(
        "key", "retire", "shop.test", key, "--socket", socket, "--at", closed)
      #expect(retired.code == 0, "\(retired.errors)")
      #expect(try await WarifuProgram.run("key", "revoke", "--socket", socket, "shop.test", key).code == 0)
      #expect(try await WarifuProgram.run("key", "wait", "shop.test", "--key", key, "--socket", socket).code == 0)
      #expect(agent.ended.withLock { $0 } == ["retired \(key)", "revoked \(key)"])
    }
    self.folder.close()
  }

  @Test("A stolen key is revoked without a look at any server")
  func revoke() async throws {
    let stolen = Self.digest("B")
    try await ScriptedAgent.with { agent, socket in
      agent.hostKeys.withLock { $0.append(ScriptedAgent.key(stolen, "declared")) }
      let outcome = try await WarifuProgram.run("key", "revoke", "shop.test", stolen, "--socket", socket)
      #expect(outcome.code == 0)
      #expect(agent.ended.withLock { $0 } == ["revoked \(stolen)"])
      #expect(outcome.output.contains("BA  retired"))
      #expect(try await WarifuProgram.run("key", "revoke", "shop.test", "nonsense", "--socket", socket).code == 2)
    }
    self.folder.close()
  }
}
