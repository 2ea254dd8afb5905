import AgentControl
import Foundation
import Loopback
import Testing

@Suite(
  "Scripts/certbot-hook", .enabled(if: HookPlace.isPossible, HookPlace.reason), .serialized, .timeLimit(.minutes(4)))
struct CertbotHookTests {
  /// A renewed certificate as it lies in certbot's folder; answers the folder.
  private func renew(_ world: AgentWorld, hosts: [String] = ["ec-1.test"]) throws -> String {
    let authority = try TestCertificateAuthority()
    let renewed = try authority.issue(hosts)
    try world.folder.makeFolder("live/ec-1.test")
    try world.folder.write(renewed.certificatePEM + authority.rootPEM, to: "live/ec-1.test/fullchain.pem")
    try world.folder.write(renewed.keyPEM, to: "live/ec-1.test/privkey.pem", mode: 0o600)
    try world.folder.write(authority.rootPEM, to: "live/root.pem")
    return world.folder.file("live/ec-1.test")
  }

  /// Waits until the shop's relationship declares just this key.
  private func waitForOnly(_ key: String, _ world: AgentWorld) async throws {
    _ = try await world.wait(world.shop, "established", within: .seconds(60)) { $0.originKeys == [key] }
  }

  @Test("the web server keeps its certificate until the new key is declared everywhere; then the old key is retired")
  func rollover() async throws {
    try await HookPlace.with { place, world in
      let old = try place.key("first/ec-1.test/fullchain.pem")
      _ = try await world.create(world.shop)
      #expect(try await place.shown() == old)

      // The partner is down, so the new key cannot be declared.
      await world.pay.killAgent()
      let live = try self.renew(world, hosts: ["not-ours.test", "ec-1.test"])
      let new = try place.key("live/ec-1.test/fullchain.pem")
      try place.configure(wait: 1, root: world.folder.file("live/root.pem"))
      let refused = try await place.hook(live)
      #expect(refused.status == .exited(5), "\(refused.errors)")
      #expect(refused.errors.contains("the web server keeps its certificate"))
      #expect(try await place.shown() == old)
      #expect(try place.key("tls/ec-1.test/fullchain.pem") == old)
      #expect(try place.keysAtReloads().isEmpty)
      let held = world.folder.file("shop-keys/ec-1.test/\(new).pem")
      #expect(try FileManager.default.attributesOfItem(atPath: held)[.posixPermissions] as? Int == 0o600)

      // It is there again: what was left is taken up.
      try await world.pay.startAgent()
      _ = try await world.shop.control { try await $0.testPartner(name: "pay") }
      try place.configure(root: world.folder.file("live/root.pem"))
      let done = try await place.hook("--pending")
      #expect(done.status == .exited(0), "\(done.output)\(done.errors)")
      #expect(done.output.contains("safe to deploy"))
      #expect(try await place.shown() == new)
      #expect(try place.keysAtReloads() == [[old, new]])
      let key = world.folder.file("tls/ec-1.test/privkey.pem")
      #expect(try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int == 0o600)
      try await self.waitForOnly(new, world)

      // Again: nothing more is done, but what nobody needs any more is gone.
      let again = try await place.hook(live)
      #expect(again.status == .exited(0), "\(again.errors)")
      #expect(try place.keysAtReloads().count == 1)
      let left = try FileManager.default.contentsOfDirectory(atPath: world.folder.file("shop-keys/ec-1.test"))
      #expect(left == ["\(new).pem"])
      #expect(try await place.hook("--pending").output.isEmpty)
    }
  }

  @Test("an agent that cannot be asked is no leave to deploy")
  func agentDown() async throws {
    try await HookPlace.with { place, world in
      let live = try self.renew(world)
      await world.shop.killAgent()
      let refused = try await place.hook(live)
      #expect(refused.status == .exited(5), "\(refused.output)")
      #expect(refused.errors.contains("the web server keeps its certificate"))
      #expect(try place.key("tls/ec-1.test/fullchain.pem") == place.key("first/ec-1.test/fullchain.pem"))
      #expect(try place.keysAtReloads().isEmpty)
    }
  }

  @Test("when the reload fails, the files are as they were, and it is tried again")
  func failedReload() async throws {
    try await HookPlace.with { place, world in
      let old = try place.key("first/ec-1.test/fullchain.pem")
      let live = try self.renew(world)
      let file = try world.folder.read("hook.conf")
      try world.folder.write(file + "RELOAD_COMMAND=false\n", to: "hook.conf", mode: 0o600)
      let failed = try await place.hook(live)
      #expect(failed.status == .exited(1) && failed.errors.contains("'false' failed"))
      #expect(try place.key("tls/ec-1.test/fullchain.pem") == old)
      try place.configure(root: world.folder.file("live/root.pem"))
      let done = try await place.hook("--pending")
      #expect(done.status == .exited(0), "\(done.errors)")
      #expect(try await place.shown() == place.key("live/ec-1.test/fullchain.pem"))
    }
  }

  @Test("a wrong configuration or call is exit code 2, and what to do is said")
  func usage() async throws {
    let folder = try TemporaryFolder()
    func run(_ file: String, mode: Int = 0o600, _ arguments: String...) async throws -> Command.Result {
      let path = try folder.write(file, to: "hook.conf", mode: 0o600)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      return try await Command.run(
        HookPlace.script, arguments, environment: ["PATH": "/usr/bin:/bin", "WARIFU_HOOK_CONF": path])
    }
    let good = "DEPLOY_DIR=\(folder.file("tls"))\nRELOAD_COMMAND=:\nSTATE_DIR=\(folder.file("hook"))\nWARIFU=true\n"
    #expect(try await run("RELOAD_COMMAND=:\n").errors.contains("does not set DEPLOY_DIR"))
    #expect(try await run(good, mode: 0o666).errors.contains("chmod go-w"))
    for outcome in [
      try await run(good), try await run(good, "--nonsense"), try await run(good, folder.file("nowhere")),
    ] {
      #expect(outcome.status == .exited(2), "\(outcome.errors)")
    }
    #expect(try await run("", "--help").output.contains("--deploy-hook"))
    folder.close()
  }

  @Test(
    "certbot calls it at a renewal",
    .enabled(if: PebbleServer.isInstalled && Program.areInstalled("certbot"), "certbot or pebble is not installed"))
  func certbot() async throws {
    let pebble = try await PebbleServer.start()
    try await HookPlace.with { place, world in
      let old = try place.key("first/ec-1.test/fullchain.pem")
      _ = try await world.create(world.shop)
      try place.configure(root: pebble.root)
      let folders = ["config", "work", "logs"].flatMap { ["--\($0)-dir", world.folder.file("certbot/\($0)")] }
      let run = try await Command.run(
        "certbot",
        [
          "certonly", "--non-interactive", "--agree-tos", "--register-unsafely-without-email", "--server",
          pebble.directory, "--manual", "--preferred-challenges", "http", "--manual-auth-hook", "/bin/true",
          "--deploy-hook", HookPlace.script, "-d", "ec-1.test", "-d", "not-ours.test",
        ] + folders,
        environment: HookPlace.environment(world).merging(["REQUESTS_CA_BUNDLE": pebble.webRoot]) { $1 },
        deadline: .seconds(150))
      #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
      let new = try place.key("certbot/config/live/ec-1.test/fullchain.pem")
      #expect(try await place.shown() == new, "\(run.output)\(run.errors)")
      #expect(try place.keysAtReloads() == [[old, new]])
      try await self.waitForOnly(new, world)
    }
    await pebble.stop()
  }

  @Test(
    "lego calls it when it has a certificate",
    .enabled(if: PebbleServer.isInstalled && Program.areInstalled("lego"), "lego or pebble is not installed"))
  func lego() async throws {
    let pebble = try await PebbleServer.start()
    try await HookPlace.with { place, world in
      try place.configure(root: pebble.root)
      let run = try await Command.run(
        "lego",
        [
          "--server", pebble.directory, "--accept-tos", "--email", "operator@ec-1.test", "--domains", "ec-1.test",
          "--path", world.folder.file("lego"), "--http", "--http.port", "127.0.0.1:\(try FreePort.find())", "run",
          "--run-hook", HookPlace.script,
        ], environment: HookPlace.environment(world).merging(["LEGO_CA_CERTIFICATES": pebble.webRoot]) { $1 },
        deadline: .seconds(150))
      #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
      let new = try place.key("lego/certificates/ec-1.test.crt")
      #expect(try await place.shown() == new, "\(run.output)\(run.errors)")
      #expect(run.output.contains("the old key is retired") || run.errors.contains("the old key is retired"))
    }
    await pebble.stop()
  }
}
