import Foundation
import Lab
import Loopback

/// What the extension adds to a redirect from one host to another, beside the same browser without it in the same run.
struct BrowserDelay {
  private static let delay: Duration = .milliseconds(50)

  let world: World
  let files: TemporaryFolder
  /// The extension's folder.
  let folder: String

  /// - Parameter scenes: those of `warm`, `cold` and `handshakes` that are wanted; all if there are none.
  static func measure(extension folder: String, scenes: [String]) async throws -> [String: Double] {
    let world = try await World.start(programs: try BuiltPrograms.find())
    let files = try TemporaryFolder()
    defer { files.close() }
    let delay = BrowserDelay(world: world, files: files, folder: folder)
    var results: [String: Double] = [:]
    do {
      for (name, scene) in [("warm", delay.warm), ("cold", delay.cold), ("handshakes", delay.handshakes)]
      where scenes.isEmpty || scenes.contains(name) {
        results.merge(try await scene()) { $1 }
      }
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
    return results
  }

  /// Everything that is asked was asked before.
  private func warm() async throws -> [String: Double] {
    let world = self.world
    world.web.route(LabHost.payment.name, "/there", .page("<title>there</title>"))
    world.web.route(LabHost.shop.name, "/go", .redirect(to: world.url(.payment, "/there")))
    return try await BrowserRace(self, "warm", resolver: world.resolverAddress).run { _ in
      (world.url(.shop, "/go"), world.url(.payment, "/there"))
    }
  }

  /// Each destination is new to the machine's resolver, which both browsers and the native host ask, and whose own questions
  /// take 50 ms each.
  private func cold() async throws -> [String: Double] {
    guard getuid() == 0 else {
      FileHandle.standardError.write(Data("skipped: a resolver of the browsers' own needs port 53, so root\n".utf8))
      return [:]
    }
    let hosts = try self.destinations("c")
    try await self.world.knot.edit(
      LabHost.stray.zone, adding: hosts.map { "\($0.dropLast(LabHost.stray.name.count + 1)) 60 A 127.0.0.1" })
    let upstream = try await DNSFaultProxy.start(
      before: (self.world.knot.address, self.world.knot.port), faults: DNSFaults(delay: Self.delay))
    let resolver = try await UnboundServer.start(
      forwardingTo: "\(upstream.address)@\(upstream.port)", trustAnchor: self.world.knot.trustAnchorDS,
      readyName: LabHost.stray.zone, address: "127.0.0.53", port: 53)
    var race = BrowserRace(self, "cold", resolver: "\(resolver.address):\(resolver.port)")
    race.machineResolver = resolver.address
    let results = try await race.run { self.urls(hosts, $0) }
    await resolver.stop()
    await upstream.stop()
    return results
  }

  /// The browser knows the addresses already, the resolver's questions take 50 ms, and so does every server's handshake.
  private func handshakes() async throws -> [String: Double] {
    let hosts = try self.destinations("h")
    let resolver = try await DNSFaultProxy.start(
      before: (self.world.knot.address, self.world.knot.port), faults: DNSFaults(delay: Self.delay))
    var race = BrowserRace(self, "handshakes", resolver: "\(resolver.address):\(resolver.port)")
    race.localNames = hosts
    self.world.web.handshakeDelay = Self.delay
    let results = try await race.run { self.urls(hosts, $0) }
    self.world.web.handshakeDelay = .zero
    await resolver.stop()
    return results
  }

  /// Hosts that nobody has been to, and a page of the corner shop that leads to each.
  private func destinations(_ prefix: String) throws -> [String] {
    let hosts = (0..<2 * BrowserRace.rounds).map { "\(prefix)\($0).\(LabHost.stray.name)" }
    for host in hosts {
      try self.world.web.serve(host, certificate: try self.world.authority.issue([host]))
      self.world.web.route(host, "/there", .page("<title>there</title>"))
      self.world.web.route(
        LabHost.corner.name, "/go/\(host)", .redirect(to: "https://\(host):\(self.world.web.port)/there"))
    }
    return hosts
  }

  private func urls(_ hosts: [String], _ number: Int) -> (begin: String, end: String) {
    (self.world.url(.corner, "/go/\(hosts[number])"), "https://\(hosts[number]):\(self.world.web.port)/there")
  }
}
