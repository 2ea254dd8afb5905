import Foundation
import Loopback
import Testing

@Suite("warifu declaration lint")
struct LintTests {
  private static let digest = String(repeating: "A", count: 43)

  private func record(
    s: String = "shop.test", t: String = "pay.test", k: String = "AAAAAAAAAAAAAAAA", h: String = Self.digest,
    a: String = "ES256", n: String? = nil, x: String? = nil
  ) -> String {
    let now = Int64(Date().timeIntervalSince1970)
    let signature = String(repeating: "A", count: 86)
    return
      "v=M2DMRT1; s=\(s); t=\(t); k=\(k); h=\(h); a=\(a); n=\(n ?? "\(now - 600)"); x=\(x ?? "\(now + 86_400)"); b=\(signature)"
  }

  private func lint(_ text: String, _ arguments: String...) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(["declaration", "lint", "--json"] + arguments, input: text)
  }

  private func problems(_ outcome: WarifuProgram.Outcome) throws -> [[String]] {
    try #require(try outcome.json["records"] as? [[String: Any]]).map { $0["problems"] as? [String] ?? [] }
  }

  @Test("Good records pass in each of the forms in which tools write them")
  func forms() async throws {
    let record = self.record()
    let (first, second) = (record.prefix(100), record.dropFirst(100))
    let text = """
      ; as it is, quoted, and as a line of a zone file
      \(record)

      "\(first)" "\(second)"
      pay.test._m2dmrt.shop.test. 300 IN TXT "\(first)" "\(second)"
      """
    let outcome = try await self.lint(text)
    #expect(outcome.code == 0)
    #expect(try self.problems(outcome) == [[], [], []])
  }

  @Test("Lines may end as on any system")
  func lineEnds() async throws {
    for end in ["\n", "\r\n", "\r"] {
      let outcome = try await self.lint([self.record(), "", "# a comment", self.record()].joined(separator: end) + end)
      #expect(outcome.code == 0)
      #expect(try self.problems(outcome) == [[], []])
      let lines = try #require(try outcome.json["records"] as? [[String: Any]]).map { $0["line"] as? Int }
      #expect(lines == [1, 4])
    }
  }

  @Test("Other people's TXT records are ignored, and that is said")
  func foreign() async throws {
    let text = "\"v=spf1 -all\"\nv=spf1 -all\n\"v=M2DMRT2; x\"\n\(self.record())"
    let outcome = try await self.lint(text)
    #expect(outcome.code == 0)
    let records = try #require(try outcome.json["records"] as? [[String: Any]])
    #expect(records.map { $0["kind"] as? String } == [nil, nil, nil, "declaration"])
    #expect(records[0]["warnings"] as? [String] == ["not ours, ignored"])
    #expect(try self.problems(outcome) == [[], [], [], []])
    let pair = try await self.lint(text, "--origin", "shop.test", "--destination", "pay.test")
    #expect(pair.code == 0)
    let people = try await WarifuProgram.run("declaration", "lint", input: text)
    #expect(people.output.contains("not ours, ignored"))
    #expect(people.output.contains("1 record, well-formed."))
    #expect(try await self.lint("\"v=spf1 -all\"\nv=M2DMRT1; p=perhaps", "--policy", "shop.test").code == 4)
  }

  @Test("Every rule that a record breaks is named")
  func everyProblem() async throws {
    let outcome = try await self.lint(self.record(k: "short", h: "\(Self.digest),\(Self.digest)", a: "RS256", n: "01"))
    #expect(outcome.code == 4)
    let problems = try #require(try self.problems(outcome).first)
    #expect(problems.count == 4)
    for tag in ["tag k", "digests of h", "tag a", "tag n"] {
      #expect(problems.contains { $0.contains(tag) }, "\(tag) is not named")
    }
  }

  @Test("The pair comes from the options, the record's name, or its own tags")
  func pairs() async throws {
    let record = self.record()
    #expect(try await self.lint(record, "--origin", "pay.test", "--destination", "Shop.test").code == 0)
    #expect(try await self.lint(record, "--origin", "other.test", "--destination", "pay.test").code == 4)
    #expect(try await self.lint("evil.test._m2dmrt.shop.test. TXT \"\(record)\"").code == 4)
  }

  @Test("An ended record is well-formed, with a warning")
  func warnings() async throws {
    let outcome = try await self.lint(self.record(n: "1700000000", x: "1700086400"))
    #expect(outcome.code == 0)
    let record = try #require((try outcome.json["records"] as? [[String: Any]])?.first)
    #expect((record["warnings"] as? [String])?.contains { $0.contains("it ended") } == true)
  }

  @Test("Nothing of ours, nothing at all, or too much of it, is malformed")
  func counts() async throws {
    #expect(try await self.lint("").code == 4)
    #expect(try await self.lint("\"v=spf1 -all\"").code == 4)
    #expect(try await self.lint("what is this").code == 4)
    let many = Array(repeating: self.record(), count: 65).joined(separator: "\n")
    #expect(try await self.lint(many).code == 4)
  }

  @Test("Policy records are checked by their own rules")
  func policies() async throws {
    #expect(try await self.lint("v=M2DMRT1; p=enforce; in=require", "--policy", "shop.test").code == 0)
    #expect(try await self.lint("_m2dmrt.shop.test. 300 IN TXT \"v=M2DMRT1; p=report\"").code == 0)
    #expect(try await self.lint("v=M2DMRT1; p=perhaps", "--policy", "shop.test").code == 4)
    #expect(try await self.lint("v=M2DMRT1; p=none\nv=M2DMRT1; p=report", "--policy", "shop.test").code == 4)
  }
}
