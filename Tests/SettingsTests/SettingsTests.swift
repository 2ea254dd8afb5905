import Foundation
import Settings
import Testing

@Suite("A configuration file")
struct SettingsTests {
  private func read(_ text: String) throws -> SettingsNode {
    try SettingsFile.parse(text, name: "/etc/warifu/test.yaml")
  }

  private func complaint(_ text: String, _ use: (SettingsNode) throws -> Void) -> String {
    do {
      let node = try self.read(text)
      try use(node)
      try node.finish()
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  private enum Colour: String, CaseIterable { case red, green }

  @Test("gives its values by type")
  func values() throws {
    let node = try self.read(
      """
      name: agent-1
      port: 8443
      validity: 14d
      key: keys/a.pem
      hosts:
        - name: ec-1.test
          with: [pay-1.test, "pay-2.test"]
      """)
    #expect(try node.string("name") == "agent-1")
    #expect(try node.int("port", in: 1...65535) == 8443)
    #expect(try node.duration("validity", in: .seconds(1)...(.seconds(2_592_000))) == .seconds(14 * 86_400))
    #expect(try node.path("key") == "/etc/warifu/keys/a.pem")
    #expect(try node.stringIfPresent("other") == nil)
    #expect(try node.int("missing", in: 1...9, default: 7) == 7)
    #expect(try node.choice("missing", default: Colour.red) == .red)
    let host = try #require(try node.list("hosts").first)
    #expect(try host.string("name") == "ec-1.test")
    #expect(try host.strings("with") == ["pay-1.test", "pay-2.test"])
    try node.finish()
  }

  @Test("is refused with file, line and key when a key is unknown, and the nearest known key is offered")
  func unknownKey() {
    let told = self.complaint("socket: /run/a.sock\nhosts:\n  - name: ec-1.test\n    widh: [pay-1.test]\n") { node in
      _ = try node.string("socket")
      for host in try node.list("hosts") {
        _ = try host.string("name")
        _ = try host.strings("with", default: [])
      }
    }
    #expect(
      told == "/etc/warifu/test.yaml:4: hosts[0].widh: is not a key of this file. Did you mean `with`?")
  }

  @Test(
    "is refused with file, line and key",
    arguments: [
      ("other: 1\n", "/etc/warifu/test.yaml:1: port: is missing. Add `port:` to the file."),
      ("other: 1\nport: many\n", "/etc/warifu/test.yaml:2: port: should be a whole number, not `many`."),
      ("other: 1\nport: \"80\"\n", "/etc/warifu/test.yaml:2: port: should be a whole number, not `80`."),
      ("port: 70000\n", "/etc/warifu/test.yaml:1: port: 70000 is out of range. From 1 to 65535 is allowed."),
      ("port: [1]\n", "/etc/warifu/test.yaml:1: port: should be one value, not a list or mapping."),
      ("port:\n", "/etc/warifu/test.yaml:1: port: has no value. Write one, or remove the key."),
      (
        "other: 1\nport: 1\nport: 2\n",
        "/etc/warifu/test.yaml:2: port: stands more than once. Keep one."
      ),
      (
        "port: &p 1\nother: *p\n",
        "/etc/warifu/test.yaml:1: anchors (&) and aliases (*) are not read here. Write the value out, or quote it."
      ),
      ("- 1\n", "/etc/warifu/test.yaml:1: should be a mapping of keys to values. Write `key: value` lines."),
    ])
  func wrong(text: String, told: String) {
    #expect(
      self.complaint(text) { node in
        _ = try node.stringIfPresent("other")
        _ = try node.int("port", in: 1...65535)
      } == told)
  }

  @Test("that is no YAML is refused with the line", arguments: ["port: 1\n  other: 2\n", "port: 1\nother: 'x\n"])
  func notYAML(text: String) {
    let told = self.complaint(text) { _ in }
    #expect(told.hasPrefix("/etc/warifu/test.yaml:"))
    #expect(told.contains("is not YAML"))
  }

  @Test("may not be two documents, nothing, or nested without end")
  func notOneDocument() {
    #expect(self.complaint("a: 1\n---\nb: 2\n") { _ in }.contains("is not YAML"))
    #expect(self.complaint("# nothing\n") { _ in }.contains("is empty"))
    #expect(self.complaint(String(repeating: "[", count: 100_000)) { _ in }.contains("is nested too deeply"))
  }

  @Test("reports what the caller's own reading of a value says, with the line of that value")
  func conversion() {
    struct NoHost: Error, CustomStringConvertible { let description = "is no host name" }
    let told = self.complaint("hosts:\n  - good\n  - Bad\n") { node in
      _ = try node.values("hosts") { text in
        if text == "Bad" { throw NoHost() }
        return text
      }
    }
    #expect(told == "/etc/warifu/test.yaml:3: hosts[1]: is no host name.")
  }

  @Test("that is absent, a folder, too large or no text is refused by name")
  func files() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: SettingsError.self) { try SettingsFile.load(folder + "/absent.yaml") }
    #expect(throws: SettingsError.self) { try SettingsFile.load(folder) }
    let large = folder + "/large.yaml"
    try Data(repeating: 0x23, count: (1 << 20) + 1).write(to: URL(fileURLWithPath: large))
    #expect { try SettingsFile.load(large) } throws: { "\($0)" == "\(large): is larger than 1048576 octets." }
    let binary = folder + "/binary.yaml"
    try Data([0x61, 0x3A, 0x20, 0xFF]).write(to: URL(fileURLWithPath: binary))
    #expect { try SettingsFile.load(binary) } throws: { "\($0)".contains("is not UTF-8 text") }
  }

  @Test("writes spans of time in its own notation", arguments: ["500ms", "30s", "10m", "12h", "14d"])
  func spans(written: String) {
    #expect(Duration(written: written)?.written == written)
  }

  @Test("takes no span of time without a unit, or with a sign or fraction", arguments: ["5", "-5s", "1.5h", "s", ""])
  func noSpan(written: String) {
    #expect(Duration(written: written) == nil)
  }

  @Test("is handed over whole, as texts, lists and maps, to a reader of its own schema")
  func tree() throws {
    let node = try self.read("digest: 00e1\nquoted: \"null\"\nempty:\nlist: [a, {b: 1}]\n")
    #expect(
      node.tree
        == .map([
          .init(key: "digest", value: .text("00e1")), .init(key: "quoted", value: .text("null")),
          .init(key: "empty", value: .nothing),
          .init(key: "list", value: .list([.text("a"), .map([.init(key: "b", value: .text("1"))])])),
        ]))
    try node.finish()
  }
}

func temporaryFolder() throws -> String {
  let path = "/tmp/warifu-settings-\(UInt32.random(in: 0...UInt32.max))"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  return path
}
