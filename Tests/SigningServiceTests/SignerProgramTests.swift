import Declarations
import Foundation
import Loopback
import SigningService
import TLSKeys
import Testing

/// The built program, as an operator runs it.
@Suite("warifu-signer", .timeLimit(.minutes(1)))
struct SignerProgramTests {
  private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("warifu-signer").path

  @Test("signs, logs, replaces a killed predecessor's socket, and ends when told to")
  func run() async throws {
    let fixture = try SignerFixture()
    for round in 1...2 {
      let output = fixture.folder.file("output.\(round)")
      let process = try ChildProcess(
        Self.program, ["--config", fixture.configuration], folder: fixture.folder.path, outputPath: output)
      try await process.waitUntilReady {
        (try? String(contentsOfFile: output, encoding: .utf8))?.contains("Ready to sign") == true
      }
      let now = Int64(Date().timeIntervalSince1970)
      let key = fixture.keys[0].publicKey
      let statement = try Statement(
        origin: HostName("pay-1.test"), destination: HostName("ec-1.test"), signer: HostName("ec-1.test"),
        algorithm: key.algorithm, notBefore: now - 600, expires: now + 86_400, signerKey: key.digest,
        targetKeys: [KeyDigest(spkiDER: [1])])
      let client = try SigningClient(socket: fixture.socket)
      async let connected: Void = client.run()
      let signature = try await client.sign(statement)
      #expect(key.verifies(signature, over: statement.signedOctets))
      client.close()
      try await connected

      process.signal(round == 1 ? SIGKILL : SIGTERM)
      #expect(await process.exitStatus() == (round == 1 ? .signalled(SIGKILL) : .exited(0)))
      #expect(FileManager.default.fileExists(atPath: fixture.socket) == (round == 1))
      let first = try #require(process.lastLines(1000).split(separator: "\n").first)
      let line = try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: String]
      #expect(line?["program"] == "warifu-signer")
    }
    #expect(try fixture.log().map { $0["outcome"] as? String } == ["signed", "signed"])
  }

  @Test("checks its configuration and its key files")
  func check() async throws {
    let fixture = try SignerFixture()
    let good = try await Command.run(Self.program, ["--check", "--config", fixture.configuration])
    #expect(good.status == .exited(0))
    #expect(good.output == "\(fixture.configuration): good, 1 host.\n")

    let path = fixture.folder.file("keys/ec-1.test/0.pem")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let loose = try await Command.run(Self.program, ["--check", "--config", fixture.configuration])
    #expect(loose.status == .exited(2))
    #expect(loose.errors.contains("\(fixture.configuration):6: hosts[0].name: \(path): others may use it"))
    #expect(loose.errors.contains("chmod 600 \(path)"))

    try fixture.folder.write("hosst: []\n", to: "signer.yaml")
    for arguments in [["--check"], []] {
      let wrong = try await Command.run(Self.program, arguments + ["--config", fixture.configuration])
      #expect(wrong.status == .exited(2))
      #expect(wrong.errors.contains("\(fixture.configuration):1: hosts: is missing"))
    }
  }

  @Test("goes on without a usable key, and says loudly for which host nothing can be signed")
  func withoutKey() async throws {
    let fixture = try SignerFixture()
    try FileManager.default.removeItem(atPath: fixture.folder.file("keys/ec-1.test/0.pem"))
    let process = try ChildProcess(
      Self.program, ["--config", fixture.configuration], folder: fixture.folder.path,
      outputPath: fixture.folder.file("output"))
    try await process.waitUntilReady { process.lastLines(1000).contains("Ready to sign") }
    let lines = try process.lastLines(1000).split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String] ?? [:]
    }
    #expect(lines.contains { $0["level"] == "error" && $0["host"] == "ec-1.test" })
    #expect(try Self.coreLimits(process.processIdentifier) == ["0", "0"])
    process.signal(SIGTERM)
    #expect(await process.exitStatus() == .exited(0))
  }

  /// Of a running process: how large its core dump may be, and may be made to be.
  private static func coreLimits(_ process: Int32) throws -> [String] {
    let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    return line?.split(separator: " ").dropFirst(4).prefix(2).map(String.init) ?? []
  }

  @Test("takes a new configuration over on SIGHUP, and keeps the old one where that is bad")
  func reload() async throws {
    let fixture = try SignerFixture()
    let good = try fixture.folder.read("signer.yaml")
    let process = try ChildProcess(
      Self.program, ["--config", fixture.configuration], folder: fixture.folder.path,
      outputPath: fixture.folder.file("output"))
    try await process.waitUntilReady { process.lastLines(1000).contains("Ready to sign") }
    try await SigningClient.with(fixture.socket) { client in
      let statement = try fixture.statement(key: 0, from: Int64(Date().timeIntervalSince1970))
      _ = try await client.sign(statement)

      try fixture.folder.write(good.replacing("with: [pay-1.test", with: "with: [pay-3.test"), to: "signer.yaml")
      process.signal(SIGHUP)
      try await process.waitUntilReady { process.lastLines(1000).contains("Reloaded") }
      let error = await #expect(throws: SigningClientError.self) { try await client.sign(statement) }
      #expect("\(error as Any)".contains("may not declare anything about pay-1.test"))

      try fixture.folder.write(good.replacing("hosts:", with: "hots:"), to: "signer.yaml")
      process.signal(SIGHUP)
      try await process.waitUntilReady { process.lastLines(1000).contains("the old one stays") }
      let line = process.lastLines(1).split(separator: "\n").last.map { Data($0.utf8) } ?? Data()
      let fields = try JSONSerialization.jsonObject(with: line) as? [String: String]
      #expect(fields?["file"] == fixture.configuration && fields?["line"] == "1" && fields?["key"] == "hosts")
      _ = try await client.keys(of: HostName("ec-1.test"))

      // Log rotation: what comes after it is written into a new file.
      try fixture.folder.write(good, to: "signer.yaml")
      try FileManager.default.moveItem(
        atPath: fixture.folder.file("signer.log"), toPath: fixture.folder.file("signer.log.1"))
      let before = process.lastLines(1000).split(separator: "Reloaded").count
      process.signal(SIGHUP)
      try await process.waitUntilReady { process.lastLines(1000).split(separator: "Reloaded").count > before }
      _ = try await client.sign(statement)
      #expect(try fixture.log().map { $0["outcome"] as? String } == ["signed"])
    }
    process.signal(SIGTERM)
    #expect(await process.exitStatus() == .exited(0))
  }

  @Test("tells wrong usage from help")
  func usage() async throws {
    #expect(try await Command.run(Self.program, ["--nonsense"]).status == .exited(2))
    let help = try await Command.run(Self.program, ["--help"])
    #expect(help.status == .exited(0))
    #expect(help.output.contains("--check"))
  }

  @Test("does not start where another one signs")
  func second() async throws {
    let fixture = try SignerFixture()
    try await fixture.serve { (_: SigningClient) async throws in
      let second = try await Command.run(Self.program, ["--config", fixture.configuration])
      #expect(second.status == .exited(2))
      #expect(second.errors.contains("another process listens there"))
    }
  }
}

extension SigningClient {
  /// Connects to a signing agent's socket while `body` runs.
  fileprivate static func with(_ socket: String, _ body: (SigningClient) async throws -> Void) async throws {
    let client = try SigningClient(socket: socket)
    async let connected: Void = client.run()
    do {
      try await body(client)
    } catch {
      client.close()
      throw error
    }
    client.close()
    try await connected
  }
}
