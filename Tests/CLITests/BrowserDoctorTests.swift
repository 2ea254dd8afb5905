import Foundation
import Loopback
import Testing

@Suite("warifu browser doctor", .timeLimit(.minutes(1)))
struct BrowserDoctorTests {
  @Test("A new user is told what is missing, each by its own code, with what to do")
  func nothing() async throws {
    let home = try BrowserHome(firefox: nil)
    let outcome = try await home.run("doctor", "--json")
    #expect(outcome.code == 1)
    #expect(
      Set(try home.codes(outcome)) == [
        "warning browserNotFound", "failure hostManifestMissing", "pass browserSettingsGood",
        "info policyMemoryNotMade", "warning profileMissing",
      ])
    #expect(try outcome.json["schema"] as? Int == 1)
    let text = try await home.run("doctor")
    #expect(text.code == 1 && text.output.contains("Firefox does not know the host: there is no manifest"))
    #expect(text.output.contains("next         Run: warifu browser install\n"))
  }

  @Test("The real host answers as to a browser; without a network that alone is a warning")
  func realHost() async throws {
    let home = try await BrowserHome.installed()
    let outcome = try await home.run("doctor", "--json")
    #expect(outcome.code == 3, "\(outcome.output)")
    #expect(
      Set(try home.codes(outcome)) == [
        "pass browserFound", "pass hostManifestGood", "pass hostAnswers", "warning hostUnreachable",
        "pass browserSettingsGood", "info policyMemoryNotMade", "pass extensionActive", "info unsignedRefused",
      ])
    let all = try await home.run("doctor", "--all")
    #expect(all.output.contains("version: Mozilla Firefox 140.5.0esr"))
    // As Debian has it: a script beside the program.
    try home.program("firefox", "exec firefox-esr \"$@\"")
    let twice = try await home.run("doctor", "--json")
    #expect(try home.codes(twice).count { $0 == "pass browserFound" } == 1)
    try home.program("firefox", "echo 'Mozilla Firefox 145.0'")
    let both = try await home.run("doctor", "--json")
    #expect(try home.codes(both).count { $0 == "pass browserFound" } == 2)
    #expect(all.output.contains("allows: \(BrowserHome.extensionID)"))
  }

  @Test("A manifest that is damaged, of another extension, or without its program is told as such")
  func manifests() async throws {
    let home = try await BrowserHome.installed()
    let good = try home.read(BrowserHome.manifest)
    for (text, code) in [
      (String(good.dropLast(20)), "hostManifestDamaged"), ("{}", "hostManifestDamaged"),
      (good.replacing("\"stdio\"", with: "\"socket\""), "hostManifestDamaged"),
      (good.replacing("\"stdio\"", with: "7"), "hostManifestDamaged"),
      (good.replacing("7d1f3c52", with: "00000000"), "hostManifestOtherExtension"),
      (good.replacing(BrowserHome.host, with: "/nonexistent/host"), "hostProgramUnusable"),
    ] {
      try home.write(text, to: BrowserHome.manifest)
      let outcome = try await home.run("doctor", "--json")
      #expect(outcome.code == 1)
      #expect(try home.codes(outcome).contains("failure \(code)"), "\(text)")
      #expect(try home.codes(outcome).contains("pass hostAnswers") == (code == "hostManifestOtherExtension"))
    }
  }

  @Test(
    "A host that is none is told by what it does",
    arguments: [
      ("echo Hello, browser", "failure hostNotOurs"), ("echo 'no library' >&2; exit 1", "failure hostSilent"),
      ("exec /bin/cat", "failure hostNotOurs"), ("exec /bin/sleep 30", "failure hostSilent"),
    ])
  func noHost(script: String, finding: String) async throws {
    let home = try await BrowserHome.installed()
    let program = try home.program("host", script)
    #expect(try await home.run("install", "--host", program).code == 0)
    let outcome = try await home.run("doctor", "--json")
    #expect(outcome.code == 1)
    #expect(try home.codes(outcome).contains(finding), "\(outcome.output)")
    if script.contains("library") { #expect(outcome.output.contains("no library")) }
  }

  @Test("A file that is executable and no program cannot be started")
  func noProgram() async throws {
    let home = try await BrowserHome.installed()
    let program = try home.folder.write("\u{7F}ELF, but no more of it", to: "bin/host", mode: 0o755)
    #expect(try await home.run("install", "--host", program).code == 0)
    #expect(try home.codes(try await home.run("doctor", "--json")).contains("failure hostSilent"))
  }

  @Test(
    "What the host says of itself and of its way to the DNS has its own finding each",
    arguments: [
      (#""type":"hello","version":"0.1.0","path":"validates""#, ["pass hostAnswers", "pass hostValidates"]),
      (
        #""type":"hello","version":"9.9","path":"stripsDNSSEC""#,
        ["warning hostOtherVersion", "failure hostStripsDNSSEC"]
      ),
      (
        #""type":"hello","version":"0.1.0","path":"stripsDNSSEC","instead":"recursion from the root""#,
        ["pass hostAnswers", "warning hostAsksInstead"]
      ),
      (#""type":"hello","version":"0.1.0","path":"wrongClock""#, ["pass hostAnswers", "failure hostWrongClock"]),
      (#""type":"hello","version":"0.1.0","path":"unreachable""#, ["pass hostAnswers", "warning hostUnreachable"]),
      (#""type":"error","code":"noResolver","message":"there is none""#, ["failure hostRefuses"]),
    ])
  func greetings(fields: String, findings: [String]) async throws {
    let home = try await BrowserHome.installed()
    let reply = Array(#"{"v":1,"id":1,\#(fields),"resolver":"system","roots":[],"notes":[]}"#.utf8)
    let length = withUnsafeBytes(of: UInt32(reply.count)) { Data($0) }
    try (length + Data(reply)).write(to: URL(fileURLWithPath: home.folder.file("reply")))
    let program = try home.program("host", "/bin/cat '\(home.folder.file("reply"))'\nexec /bin/sleep 30")
    #expect(try await home.run("install", "--host", program).code == 0)
    let codes = try home.codes(try await home.run("doctor", "--json"))
    #expect(Set(codes).isSuperset(of: findings), "\(codes)")
    #expect(codes.filter { $0.contains(" host") && !$0.contains("Manifest") }.count == findings.count)
  }

  @Test("Settings that cannot be used are exit code 2, and the host's complaint is shown")
  func settings() async throws {
    let home = try await BrowserHome.installed()
    try home.settings("resolver:\n  path: nowhere\n")
    let outcome = try await home.run("doctor", "--json")
    #expect(outcome.code == 2)
    #expect(Set(try home.codes(outcome)).isSuperset(of: ["failure browserSettingsUnusable", "failure hostSilent"]))
    #expect(outcome.output.contains("browser.yaml:2"))
  }

  @Test("A memory of policies that cannot be read is a warning, and one that can is good")
  func memory() async throws {
    let home = try await BrowserHome.installed()
    let file = ".local/state/warifu/browser/policies.json"
    try home.write("damaged", to: file)
    #expect(try home.codes(try await home.run("doctor", "--json")).contains("warning policyMemoryUnreadable"))
    try home.write("{\"schema\":1,\"policies\":{}}", to: file)
    #expect(try home.codes(try await home.run("doctor", "--json")).contains("pass policyMemoryGood"))
  }

  @Test("An extension that is missing, switched off, or not signed, and the rule that holds")
  func extensions() async throws {
    let home = try await BrowserHome.installed()
    func codes() async throws -> [String] { try home.codes(try await home.run("doctor", "--json")) }
    try home.install(active: false, signedState: 0)
    #expect(Set(try await codes()).isSuperset(of: ["failure extensionInactive", "info unsignedRefused"]))
    #expect(try await home.run("install", "--allow-unsigned", "--yes").code == 0)
    try home.install(active: true, signedState: 0)
    #expect(Set(try await codes()).isSuperset(of: ["pass extensionActive", "info unsignedAllowed"]))
    try home.program("firefox-esr", "echo 'Mozilla Firefox 145.0'")
    #expect(try await codes().contains("info unsignedRefused"))
    try home.program("firefox-esr", "exit 1")
    #expect(try await codes().contains("unknown notTested"))
    let file = ".mozilla/firefox/two.default-esr/extensions.json"
    try home.write("{\"addons\":[]}", to: file)
    #expect(try await codes().contains("failure extensionMissing"))
    let text = try await home.run("doctor").output
    #expect(
      text.contains("`make extension` packs .build/extension/warifu-0.1.0.xpi") && text.contains("--allow-unsigned"))
    try home.write("{", to: file)
    #expect(try await codes().contains("unknown notTested"))
  }
}
