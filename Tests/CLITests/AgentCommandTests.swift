import AgentControl
import Foundation
import Loopback
import Synchronization
import Testing

@Suite("Commands that ask the agent")
struct AgentCommandTests {
  @Test("The status is a warning when a relationship has failed, and shows nothing that moves the cursor")
  func status() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      let text = try await WarifuProgram.run("status", "--socket", socket)
      #expect(text.code == 3)
      #expect(text.output.contains("started 2 hours ago"))
      #expect(text.output.contains("2 established, 1 failed"))
      #expect(!text.output.contains("\u{1B}"))
      let document = try await WarifuProgram.run("status", "--json", environment: ["WARIFU_SOCKET": socket])
      #expect(try document.json["relationships"] as? [String: Int] == ["established": 2, "failed": 1])
      #expect(try document.json["schema"] as? Int == 1)
    }
  }

  @Test(
    "Where the state is shared the status names the shards, the agents and the lease; without a lease it is a warning")
  func sharedStatus() async throws {
    try await ScriptedAgent.with { (agent, socket) async throws in
      let members = ["warifud on a (process 1)", "warifud on b (process 2)"]
      agent.shared.withLock {
        $0 = SharedWorkInfo(
          place: "etcd at https://etcd.test", shards: 64, shardsHeld: 32, members: members, leaseSeconds: 15,
          leaseLeft: 12_345)
      }
      let text = try await WarifuProgram.run("status", "--socket", socket)
      #expect(text.output.contains("works on 32 of 64 shards"))
      #expect(text.output.contains("15 s, 12 s of it left"))
      for member in members { #expect(text.output.contains(member)) }
      let document = try await WarifuProgram.run("status", "--json", "--socket", socket)
      let shared = try #require(try document.json["shared"] as? [String: Any])
      #expect(shared["shards"] as? Int == 64 && shared["shardsHeld"] as? Int == 32)
      #expect(shared["members"] as? [String] == members && shared["leaseLeftMilliseconds"] as? Int == 12_345)
      agent.shared.withLock {
        $0 = SharedWorkInfo(
          place: "etcd at https://etcd.test", shards: nil, shardsHeld: 0, members: [], leaseSeconds: nil, leaseLeft: 0)
      }
      let alone = try await WarifuProgram.run("status", "--socket", socket)
      #expect(alone.code == 3 && alone.output.contains("it may write nothing"))
    }
  }

  @Test("What no relationship owns is a warning when listed, and good when removed; the arguments arrive")
  func prune() async throws {
    try await ScriptedAgent.with { (agent, socket) async throws in
      func run(_ words: String...) async throws -> WarifuProgram.Outcome {
        try await WarifuProgram.run(["relationship", "prune"] + words + ["--socket", socket])
      }
      agent.pruned.withLock { $0.zones = [PruneResult.Zone(name: "shop.test", isWhole: true, names: 3, problem: nil)] }
      let none = try await run()
      #expect(none.code == 0 && none.output.contains("Nothing is left over"))
      var found = PruneResult.LeftOver(
        origin: "shop.test", destination: "pay.test", owner: "pay.test._m2dmrt.shop.test",
        records: ["v=M2DMRT1; one", "v=M2DMRT1; two"], isOwned: false, isRemoved: false, failure: nil)
      agent.pruned.withLock { $0.leftOvers = [found] }
      let listed = try await run("Shop.test", "--pair", "shop.test", "pay.test", "--pair", "shop.test", "acs.test")
      #expect(listed.code == 3 && listed.output.contains("To remove them"))
      #expect(
        agent.searched.withLock { $0 } == ["Shop.test", "shop.test>pay.test", "shop.test>acs.test", "list"])
      found.isRemoved = true
      agent.pruned.withLock { $0.leftOvers = [found] }
      let removed = try await run("--yes", "--json")
      #expect(removed.code == 0 && agent.searched.withLock { $0 } == ["remove"])
      let entry = try #require((try removed.json["leftOver"] as? [[String: Any]])?.first)
      #expect(entry["removed"] as? Bool == true && (entry["records"] as? [String])?.count == 2)
      found.isRemoved = false
      found.failure = ControlError(code: "updateRefused", subject: "x", message: "the server refused")
      agent.pruned.withLock { $0.leftOvers = [found] }
      let refused = try await run("--yes")
      #expect(refused.code == 1 && refused.output.contains("the server refused (updateRefused)"))
      #expect(try await run("--pair", "shop.test").code == 2)
    }
  }

  @Test("A zone that could not be looked through is named, and blindness is not taken for cleanness")
  func pruneBlindly() async throws {
    try await ScriptedAgent.with { (agent, socket) async throws in
      let problem = ControlError(
        code: "transferRefused", subject: "shop.test", message: "it was refused", next: "Allow it.")
      func result(_ names: Int) async throws -> WarifuProgram.Outcome {
        agent.pruned.withLock {
          $0.zones = [PruneResult.Zone(name: "shop.test", isWhole: false, names: names, problem: problem)]
        }
        return try await WarifuProgram.run("relationship", "prune", "--socket", socket)
      }
      let blind = try await result(0)
      #expect(
        blind.code == 5 && blind.output.contains("Nothing could be looked at") && blind.output.contains("Allow it."))
      let partly = try await result(2)
      #expect(partly.code == 0 && partly.output.contains("not the whole zone"))
    }
  }

  @Test("Each step of a registration is shown as it is done, and is in the document")
  func create() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      let text = try await WarifuProgram.run("relationship", "create", "Shop.test", "pay.test", "--socket", socket)
      #expect(text.code == 0)
      let lines = text.output.split(separator: "\n")
      #expect(lines.first == "  ✓ pay agreed to the pair  3 ms")
      #expect(lines.count == 4)
      #expect(text.output.contains("✓ shop.test → pay.test  established, with pay"))
      let document = try await WarifuProgram.run(
        "relationship", "create", "--json", "shop.test", "pay.test", "--socket", socket)
      #expect((try document.json["steps"] as? [[String: Any]])?.count == 2)
      #expect((try document.json["relationship"] as? [String: Any])?["state"] as? String == "established")
    }
  }

  @Test("A refusal is exit code 1 with its reason and what to do next")
  func refusal() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      let text = try await WarifuProgram.run("relationship", "create", "shop.test", "evil.test", "--socket", socket)
      #expect(text.code == 1)
      #expect(text.errors.contains("no partner may have evil.test"))
      #expect(text.errors.contains("Name the pair in warifud.yaml."))
      let document = try await WarifuProgram.run(
        "relationship", "create", "--json", "shop.test", "evil.test", "--socket", socket)
      #expect(document.code == 1)
      #expect(try document.error["code"] == "notAPartnerPair")
      let missing = try await WarifuProgram.run("relationship", "show", "shop.test", "evil.test", "--socket", socket)
      #expect(missing.code == 1)
    }
  }

  @Test("A file of pairs is done to its end, and the failures are named")
  func pairFile() async throws {
    let folder = try TemporaryFolder()
    try await ScriptedAgent.with { (_, socket) async throws in
      let file = try folder.write("# ours\nshop.test, evil.test\n\nshop.test,pay.test\n", to: "pairs.csv")
      let outcome = try await WarifuProgram.run("relationship", "create", "--json", "--file", file, "--socket", socket)
      #expect(outcome.code == 1)
      let entries = try #require(try outcome.json["relationships"] as? [[String: Any]])
      #expect(entries.map { $0["error"] is [String: Any] } == [true, false])
      let broken = try folder.write("shop.test,pay.test\nshop.test\n", to: "broken.csv")
      let refused = try await WarifuProgram.run("relationship", "create", "--file", broken, "--socket", socket)
      #expect(refused.code == 2)
      #expect(refused.errors.contains("broken.csv:2"))
    }
    folder.close()
  }

  @Test("Relationships are listed, by state, and shown with why they failed")
  func relationships() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      let all = try await WarifuProgram.run("relationship", "list", "--json", "--socket", socket)
      #expect((try all.json["relationships"] as? [[String: Any]])?.count == 2)
      let failed = try await WarifuProgram.run("relationship", "list", "--state", "failed", "--socket", socket)
      #expect(failed.output.split(separator: "\n").count == 3)
      let shown = try await WarifuProgram.run("relationship", "show", "shop.test", "acs.test", "--socket", socket)
      #expect(shown.code == 1)
      #expect(shown.output.contains("the server refused (updateRefused)"))
      #expect(shown.output.contains("Look at its ACL."))
      let ended = try await WarifuProgram.run("relationship", "withdraw", "shop.test", "pay.test", "--socket", socket)
      #expect(ended.code == 0)
      #expect(ended.output.contains("verify until"))
      #expect(ended.output.contains("could not be told yet"))
    }
  }

  @Test("A policy is changed only in what is named, and shown before it is published")
  func policy() async throws {
    try await ScriptedAgent.with { (agent, socket) async throws in
      func set(_ arguments: String...) async throws -> WarifuProgram.Outcome {
        try await WarifuProgram.run(["policy", "set", "shop.test", "--socket", socket] + arguments)
      }
      let first = try await set("--destination", "require", "--scope", "redirect,form", "--remember", "30d")
      #expect(first.code == 0)
      #expect(first.output.contains("v=M2DMRT1; in=require; sc=redirect,form; max=2592000"))
      #expect(try await set("--p", "report", "--max", "604800").code == 0)
      #expect(try await set("--origin", "enforce", "--dry-run").output.contains("Nothing was published."))
      #expect(try await set("--origin", "none", "--replace").code == 0)
      #expect(
        agent.published == [
          "v=M2DMRT1; in=require; sc=redirect,form; max=2592000", "v=M2DMRT1; p=report; in=require; sc=redirect,form",
          "v=M2DMRT1",
        ])
      let removed = try await WarifuProgram.run("policy", "remove", "--json", "shop.test", "--socket", socket)
      #expect((try removed.json["policies"] as? [Any])?.isEmpty == true)
    }
  }

  @Test("Partners are listed and shown; one whose clock is off is a warning, one that is away exit code 5")
  func partners() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      #expect(
        try await WarifuProgram.run("partner", "list", "--socket", socket).output.contains("certificate ends in 1 day"))
      #expect(
        try await WarifuProgram.run("partner", "show", "pay", "--socket", socket).output.contains(
          "shop.test → pay.test"))
      #expect(try await WarifuProgram.run("partner", "show", "nobody", "--socket", socket).code == 1)
      let off = try await WarifuProgram.run("partner", "test", "pay", "--socket", socket)
      #expect(off.code == 3)
      #expect(off.output.contains("400 s behind ours"))
      #expect(try await WarifuProgram.run("partner", "test", "acs", "--socket", socket).code == 5)
    }
  }
}
