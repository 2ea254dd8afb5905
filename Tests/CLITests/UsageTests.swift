import Foundation
import Loopback
import Testing

@Suite("The command line")
struct UsageTests {
  @Test(
    "A wrong command line gives exit code 2 and says what is right",
    arguments: [
      ["verify"], ["verify", "--pair", "a.test"], ["verify", "--kind", "form", "https://a.test"],
      ["verify", "--pair", "--kind", "song", "a.test", "b.test"], ["verify", "--deadline", "never", "https://a.test"],
      ["verify", "--resolver", "nowhere", "https://a.test"], ["verify", "--fresh", "a.test", "https://b.test"],
      ["verify", "--trust-anchor", "/nonexistent", "https://a.test"],
      ["verify", "--ca", "/nonexistent", "https://a.test"],
      ["verify", "ftp://x.test/"], ["verify", "https://"], ["verify", "mailto:a@b.test"],
      ["verify", "https://xn--a.test"],
      ["verify", "--pair", "a.test", "b..test"], ["verify", "--pair", "a%41.test", "b.test"],
      ["verify", "--pair", "a.test", "b.test#c"], ["verify", "--pair", "xn--a.test", "b.test"],
      ["declaration", "show", "a.test"], ["declaration", "show", "a.test", "192.0.2.1"],
      ["declaration", "lint", "--origin", "a.test"], ["declaration", "lint", "/nonexistent"],
      ["policy", "set"], ["policy", "set", "a.test", "--origin", "maybe"],
      ["relationship", "create", "a.test"],
      ["relationship", "show", "a.test", "A.test"], ["completion", "tcsh"], ["dance"],
      ["monitor", "--pair", "a.test"], ["monitor", "--warning", "-1"], ["monitor", "--every", "never"],
      ["monitor", "--every", "0"],
      ["store", "move"], ["store", "move", "--to", "paper"], ["store", "move", "--to", "etcd"],
    ])
  func usage(arguments: [String]) async throws {
    let outcome = try await WarifuProgram.run(arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.lowercased().contains("error: "))
  }

  @Test("What cannot be followed is said before anybody is asked for anything, though something else can be")
  func nothingSent() async throws {
    let resolver = try await ScriptedServer.start(.silence)
    let arguments = ["verify", "--resolver", "127.0.0.1:\(resolver.port)", "--deadline", "300s"]
    for (more, reason) in [
      (["https://a.test/", "ftp://x.test/"], "no http or https URL"), (["https://a.test/", "https:///"], "no host"),
      (["--pair", "a.test", "b..test"], "empty label"),
    ] {
      let outcome = try await WarifuProgram.run(arguments + more)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
    await resolver.close()
  }

  @Test("A name that is written like a part of a URL is refused, and told why")
  func percent() async throws {
    let outcome = try await WarifuProgram.run("declaration", "show", "ex%41mple.test", "pay.test")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("nothing is decoded here"))
  }

  @Test("With --json a wrong command line is one document on standard output")
  func usageDocument() async throws {
    for arguments in [["verify", "--json"], ["verify", "--json", "--resolver", "nowhere", "https://a.test"]] {
      let outcome = try await WarifuProgram.run(arguments)
      #expect(outcome.code == 2)
      #expect(Set(try outcome.error.keys) == ["code", "subject", "message", "next"])
      #expect(try outcome.error["code"] == "usage")
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test("Variables stand between flags and defaults")
  func environment() async throws {
    let wrong = try await WarifuProgram.run("verify", "https://a.test", environment: ["WARIFU_RESOLVER": "nowhere"])
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("WARIFU_RESOLVER"))
    let flag = try await WarifuProgram.run(
      "verify", "--deadline", "50ms", "--resolver", "127.0.0.1:1", "https://a.test",
      environment: ["WARIFU_RESOLVER": "nowhere"])
    #expect(flag.code == 5)
    let anchor = try await WarifuProgram.run(
      "verify", "https://a.test", environment: ["WARIFU_TRUST_ANCHOR": "/nonexistent/anchor"])
    #expect(anchor.code == 2)
    #expect(anchor.errors.contains("/nonexistent/anchor"))
  }

  @Test("The configuration file gives what neither a flag nor a variable does")
  func configurationFile() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "organization: Shop\nsocket: agent.sock\nresolver:\n  path: nonsense\n", to: "warifud.yaml")
    let resolver = try await WarifuProgram.run("verify", "https://a.test", environment: ["WARIFU_CONFIG": file])
    #expect(resolver.code == 2)
    #expect(resolver.errors.contains(file))
    let socket = try await WarifuProgram.run("status", environment: ["WARIFU_CONFIG": file])
    #expect(socket.code == 5)
    #expect(socket.errors.contains(folder.file("agent.sock")))
    let other = try await WarifuProgram.run(
      "status", environment: ["WARIFU_CONFIG": file, "WARIFU_SOCKET": "/nonexistent/other.sock"])
    #expect(other.errors.contains("/nonexistent/other.sock"))
    let missing = try await WarifuProgram.run("status", environment: ["WARIFU_CONFIG": "/nonexistent/warifud.yaml"])
    #expect(missing.code == 2)
    folder.close()
  }

  @Test("Without an agent its commands give exit code 5 and say what to start")
  func noAgent() async throws {
    for arguments in [["status"], ["relationship", "list"], ["partner", "list"], ["policy", "remove", "a.test"]] {
      let outcome = try await WarifuProgram.run(arguments + ["--socket", "/nonexistent/warifud.sock", "--json"])
      #expect(outcome.code == 5)
      #expect(try outcome.error["code"] == "agentUnreachable")
      #expect(try outcome.error["next"]?.contains("warifud") == true)
    }
  }

  @Test("A result can be written to a file instead of standard output")
  func outputFile() async throws {
    let folder = try TemporaryFolder()
    let file = folder.file("result.json")
    let outcome = try await WarifuProgram.run(
      ["verify", "--json", "--output", file, "--deadline", "50ms", "--resolver", "127.0.0.1:1", "https://a.test"])
    #expect(outcome.code == 5)
    #expect(outcome.output.isEmpty)
    #expect(try folder.read("result.json").contains("\"exitCode\" : 5"))
    let refused = try await WarifuProgram.run(
      "verify", "--output", folder.file("missing/x"), "--deadline", "50ms", "--resolver", "127.0.0.1:1",
      "https://a.test")
    #expect(refused.code == 2)
    folder.close()
  }

  @Test("What came from outside cannot move a terminal's cursor")
  func controlCharacters() async throws {
    let outcome = try await WarifuProgram.run(
      "verify", "--resolver", "127.0.0.1:1", "--deadline", "50ms", "https://shop.test/\u{1B}[2J\u{202E}x")
    #expect(outcome.code == 5)
    let refused = try await WarifuProgram.run("verify", "mailto:\u{1B}[2J\u{202E}x")
    #expect(refused.code == 2)
    for text in [outcome.output, refused.errors] {
      #expect(!text.contains("\u{1B}"))
      #expect(!text.contains("\u{202E}"))
      #expect(text.contains("\\u{1B}[2J"))
    }
  }

  @Test("Every shell gets its completion script", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) async throws {
    let outcome = try await WarifuProgram.run("completion", shell)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("relationship"))
  }

  @Test("Every program says which version it is", arguments: ["warifu", "warifud", "warifu-signer"])
  func version(program: String) async throws {
    let folder = URL(fileURLWithPath: WarifuProgram.path).deletingLastPathComponent().path
    let outcome = try await Command.run("\(folder)/\(program)", ["--version"])
    #expect(outcome.status == .exited(0) && outcome.output == "0.1.0\n", "\(outcome.errors)")
  }

  @Test("The exit codes in the help of `warifu` and `verify` do not contradict each other over malformed records")
  func malformedInHelp() async throws {
    let all = try await WarifuProgram.run("--help").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let verify = try await WarifuProgram.run("verify", "--help").output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(all.contains("A malformed record is 1 for `verify`"))
    #expect(verify.contains("1 stopped, or a declaration that fails, a malformed one too"))
  }

  @Test("Every command explains itself, with an example where it takes arguments")
  func help() async throws {
    let commands = [
      "verify", "status", "declaration show", "declaration lint", "policy show", "policy set", "policy remove",
      "relationship create", "relationship list", "relationship show", "relationship withdraw", "partner list",
      "partner show", "partner test", "identity create", "identity show", "config check", "completion",
      "browser install", "browser uninstall", "browser doctor",
    ]
    for command in commands {
      let outcome = try await WarifuProgram.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("  warifu \(command)"), "\(command) shows no example")
    }
  }

  @Test("A file is not put in the place of a state that is in etcd")
  func restoreIntoEtcd() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("organization: Shop\nstore: { etcd: { endpoints: [] } }\n", to: "warifud.yaml")
    let outcome = try await WarifuProgram.run(
      "restore", "--json", folder.file("backup"), environment: ["WARIFU_CONFIG": file])
    #expect(outcome.code == 2)
    #expect(try outcome.error["message"]?.contains("in etcd") == true)
    #expect(try outcome.error["next"]?.contains("warifu store move --to etcd") == true)
    folder.close()
  }
}
