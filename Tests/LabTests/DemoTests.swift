import Foundation
import Lab
import Loopback
import Testing

private let serversInstalled =
  KnotServer.isInstalled && UnboundServer.isInstalled && Program.areInstalled("knsupdate", "kdig")

@Suite(
  "warifu demo", .serialized,
  .enabled(if: serversInstalled, "knotd, unbound, knsupdate and kdig are needed: make setup installs them"))
struct DemoTests {
  @Test("all scenes end as expected, and the exit code says so")
  func scenes() async throws {
    let result = try await Command.run(
      BuiltPrograms.find().warifu, ["demo", "--trials", "3"], deadline: .seconds(120))
    #expect(result.status == .exited(0), "\(result.output)\(result.errors)")
    #expect(result.output.contains("All 17 scenes ended as expected"))
    #expect(!result.output.contains("\u{1b}"), "no colour where there is no terminal")
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("a kept world can be used by other programs, and leaves nothing behind after Ctrl-C")
  func keptWorld() async throws {
    let demo = try await RunningDemo.start()
    try self.checkReport(demo.report)
    let world = try demo.world()
    try self.checkDescription(world, file: demo.worldFile)
    try await self.checkPairs(world, anchor: "\(demo.worldFolder)/root.ds")
    try await self.checkUpdates(world)
    #expect(!LeftBehind.processes(of: demo.worldFolder).isEmpty, "the world runs while it is kept")

    demo.process.signal(SIGINT)
    #expect(await demo.process.exitStatus() == .signalled(SIGINT))
    #expect(await LeftBehind.afterEnd(of: demo.worldFolder) == [])
  }

  private func checkReport(_ report: DemoDocument) throws {
    #expect(report.schema == 1)
    #expect(report.scenes.map(\.number) == Array(1...17))
    for scene in report.scenes {
      #expect(scene.passed, "\(scene.number): \(scene.expected), but \(scene.observed)")
    }
    #expect(report.registration.trials == 3)
  }

  private func checkDescription(_ world: WorldDescription, file: String) throws {
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(world.trustAnchor.hasPrefix(". DS "))
    #expect(FileManager.default.fileExists(atPath: world.caFile))
    #expect(Set(world.pairs.flatMap { [$0.origin, $0.destination] }).isSubset(of: Set(world.hosts.map(\.name))))
    let shop = try #require(world.hosts.first { $0.name == "ec-1.test" })
    #expect(shop.redirects["/checkout"] == "https://pay-1.test:\(shop.port)/")
    for host in world.hosts {
      #expect(FileManager.default.contents(atPath: host.certificate)?.isEmpty == false)
      #expect(FileManager.default.contents(atPath: host.privateKey)?.isEmpty == false)
    }
  }

  private func checkPairs(_ world: WorldDescription, anchor: String) async throws {
    let ports = Dictionary(world.hosts.map { ($0.name, $0.port) }) { first, _ in first }
    for pair in world.pairs {
      let ends = [pair.origin, pair.destination].map { "\($0):\(ports[$0] ?? 0)" }
      let result = try await Command.run(
        BuiltPrograms.find().warifu,
        ["verify", "--json", "--resolver", world.resolver, "--fresh", world.fresh, "--trust-anchor", anchor]
          + ["--ca", world.caFile, "--pair"] + ends)
      let document = try JSONDecoder().decode(VerifyDocument.self, from: Data(result.output.utf8))
      #expect(document.urls.first?.hops.first?.verdict == pair.expected, "\(pair)")
    }
  }

  private func checkUpdates(_ world: WorldDescription) async throws {
    let zone = try #require(world.zones.first { $0.name == "ec-1.test" })
    let owner = "other.test._m2dmrt.ec-1.test"
    #expect(try await Self.update(zone, "add \(owner). 60 TXT \"written by knsupdate\""))
    let parts = zone.server.split(separator: ":")
    let seen = try await Command.succeed("kdig", ["+short", "@\(parts[0])", "-p", "\(parts[1])", owner, "TXT"])
    #expect(seen == "\"written by knsupdate\"\n")
    #expect(try await !Self.update(zone, "add www.ec-1.test. 60 TXT \"elsewhere\""))
    #expect(try await !Self.update(zone, "add \(owner). 60 A 127.0.0.1"))
  }

  /// Whether the server took an update, by an independent program.
  private static func update(_ zone: WorldDescription.Zone, _ change: String) async throws -> Bool {
    let key = zone.tsig
    let lines = [
      "server \(zone.server.replacingOccurrences(of: ":", with: " "))", "zone \(zone.name).", change, "send",
    ]
    let result = try await Command.run(
      "knsupdate", ["-y", "\(key.algorithm):\(key.name):\(key.secret)"],
      input: Array((lines.joined(separator: "\n") + "\n").utf8))
    return result.status.isSuccess
  }
}
