import Foundation
import Loopback
import TLSKeys
import Testing

/// A machine with a web server that reads its certificate where Scripts/certbot-hook puts it, and that hook's file.
///
/// The web server is python's, and reads its files anew on SIGHUP.
final class HookPlace: Sendable {
  static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Scripts/certbot-hook").standardizedFileURL.path
  static let isPossible = AgentWorld.isPossible && Program.areInstalled("bash", "openssl", "flock", "python3")
  static let reason: Comment = "knotd, unbound, openssl, flock or python3 is not installed"

  let world: AgentWorld
  let site: ChildProcess
  private let port: UInt16

  /// The web server shows the shop's first certificate, which the hook was given.
  static func start(_ world: AgentWorld) async throws -> HookPlace {
    let folder = world.folder
    try world.shop.reconfigure("    certificate: shop.pem\n", to: "")
    // As short as it may be.
    try world.shop.reconfigure("secretFile: shop-tsig}", to: "secretFile: shop-tsig}\n    ttl: 30")
    _ = try await world.shop.reload(expecting: "Reloaded")
    try folder.makeFolder("first/ec-1.test")
    try folder.write(try folder.read("shop.pem"), to: "first/ec-1.test/fullchain.pem")
    try folder.write(try folder.read("shop-keys/ec-1.test/tls.pem"), to: "first/ec-1.test/privkey.pem", mode: 0o600)
    // From now on what the hook brings is all that the signing agent holds.
    try FileManager.default.removeItem(atPath: folder.file("shop-keys/ec-1.test/tls.pem"))
    let port = try FreePort.find()
    try Self.configure(world, port, reload: ":")
    let seeded = try await Self.hook(world, [folder.file("first/ec-1.test")])
    try #require(seeded.status == .exited(0), "\(seeded.errors)")

    let program = try folder.write(Self.server, to: "site.py")
    let site = try ChildProcess(
      "python3", [program, folder.file("tls/ec-1.test"), String(port)], outputPath: folder.file("site.out"))
    try await site.waitUntilReady { site.lastLines().contains("serving") }
    let place = HookPlace(world, site, port)
    try place.configure()
    return place
  }

  private init(_ world: AgentWorld, _ site: ChildProcess, _ port: UInt16) {
    self.world = world
    self.site = site
    self.port = port
  }

  /// Each run of the reload command leaves what the agent declares at that moment.
  func configure(wait: Int = 100, root: String? = nil) throws {
    let warifu = AgentSide.program("warifu")
    try Self.configure(
      self.world, self.port, wait: wait, root: root,
      reload: """
        \(warifu) relationship list --json >>\(self.world.folder.file("reloads")) && kill -HUP \(self.site.processIdentifier)
        """)
  }

  private static func configure(
    _ world: AgentWorld, _ port: UInt16, wait: Int = 100, root: String? = nil, reload: String
  ) throws {
    let ca = root.map { "--ca \($0)" } ?? ""
    try world.folder.write(
      """
      DEPLOY_DIR=\(world.folder.file("tls"))
      RELOAD_COMMAND='\(reload)'
      KEYS_DIR=\(world.folder.file("shop-keys"))
      SIGNER_USER=
      WAIT_SECONDS=\(wait)
      STATE_DIR=\(world.folder.file("hook"))
      RETIRE_OPTIONS='--at 127.0.0.1:\(port) \(ca)'
      WARIFU=\(AgentSide.program("warifu"))
      export WARIFU_CONFIG=\(world.shop.configuration)

      """, to: "hook.conf", mode: 0o600)
  }

  func hook(_ arguments: String...) async throws -> Command.Result { try await Self.hook(self.world, arguments) }

  private static func hook(_ world: AgentWorld, _ arguments: [String]) async throws -> Command.Result {
    try await Command.run(
      Self.script, arguments, environment: Self.environment(world), deadline: .seconds(150))
  }

  static func environment(_ world: AgentWorld) -> [String: String] {
    ["PATH": "/usr/sbin:/usr/bin:/bin", "HOME": world.folder.path, "WARIFU_HOOK_CONF": world.folder.file("hook.conf")]
  }

  /// The key in a certificate file.
  func key(_ file: String) throws -> String {
    try LeafCertificate(pem: try self.world.folder.read(file)).digest.base64URL
  }

  /// The key that the web server shows.
  func shown() async throws -> String {
    let shown = try await Command.run(
      "bash", ["-c", "openssl s_client -connect 127.0.0.1:\(self.port) -servername ec-1.test </dev/null 2>/dev/null"])
    return try LeafCertificate(pem: shown.output).digest.base64URL
  }

  /// What the agent had declared as the origin's keys each time the web server was told to read its files.
  func keysAtReloads() throws -> [Set<String>] {
    let text = (try? self.world.folder.read("reloads")) ?? ""
    return try text.split(separator: "}\n{").map { part in
      var part = String(part)
      if !part.hasPrefix("{") { part = "{" + part }
      if !part.hasSuffix("}\n") && !part.hasSuffix("}") { part += "}" }
      let document = try JSONSerialization.jsonObject(with: Data(part.utf8)) as? [String: Any]
      let all = document?["relationships"] as? [[String: Any]] ?? []
      return Set(all.flatMap { $0["originKeys"] as? [String] ?? [] })
    }
  }

  func stop() async { await self.site.stop() }

  private static let server = """
    import signal, socket, ssl, sys
    folder, port = sys.argv[1], int(sys.argv[2])
    def read(*_):
        global context
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/fullchain.pem", folder + "/privkey.pem")
    read()
    signal.signal(signal.SIGHUP, read)
    listener = socket.create_server(("127.0.0.1", port))
    print("serving", flush=True)
    while True:
        connection, _ = listener.accept()
        connection.settimeout(5)
        try:
            with context.wrap_socket(connection, server_side=True) as tls:
                tls.recv(1)
        except OSError:
            pass
        finally:
            connection.close()

    """
}

extension HookPlace {
  /// Runs a test at such a machine.
  static func with(_ body: (HookPlace, AgentWorld) async throws -> Void) async throws {
    try await AgentWorld.with { world in
      let place = try await HookPlace.start(world)
      do {
        try await body(place, world)
      } catch {
        await place.stop()
        throw error
      }
      await place.stop()
    }
  }
}
