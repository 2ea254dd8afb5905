import Foundation
import Lab
import Loopback

/// What the extension adds to a redirect from one host to another, beside the same browser without it in the same run.
enum BrowserDelay {
  private static let rounds = 60
  private static let hostName = "warifu_browser_host"
  private static let extensionID = "{7d1f3c52-0b0e-4c0b-9a55-6f0f5d9c2e41}"

  static func measure(extension folder: String) async throws -> [String: Double] {
    let world = try await World.start(programs: try BuiltPrograms.find())
    defer { Task { await world.stop() } }
    var results: [String: Double] = [:]
    let files = try TemporaryFolder()
    defer { files.close() }
    try await self.measureWarm(world, files, folder, into: &results)
    try await self.measureDelayed(world, files, folder, into: &results)
    await world.stop()
    return results
  }

  /// Everything that is asked was asked before.
  private static func measureWarm(
    _ world: World, _ files: TemporaryFolder, _ folder: String, into results: inout [String: Double]
  ) async throws {
    world.web.route(LabHost.payment.name, "/there", .page("<title>there</title>"))
    world.web.route(LabHost.shop.name, "/go", .redirect(to: world.url(.payment, "/there")))
    let plain = try await self.browser(world, files, "plain-warm", nil, resolver: world.resolverAddress)
    let guarded = try await self.browser(world, files, "guarded-warm", folder, resolver: world.resolverAddress)
    let (first, second) = try await self.inTurn(plain, guarded) { _ in
      (world.url(.shop, "/go"), world.url(.payment, "/there"))
    }
    await plain.stop()
    await guarded.stop()
    results["warm.plain.ms"] = first
    results["warm.guarded.ms"] = second
    results["warm.added.ms"] = second - first
  }

  /// Each destination's names are new to the resolver, whose answers take 50 ms; so does each server's handshake.
  private static func measureDelayed(
    _ world: World, _ files: TemporaryFolder, _ folder: String, into results: inout [String: Double]
  ) async throws {
    let delay: Duration = .milliseconds(50)
    let hosts = (0..<2 * Self.rounds).map { "d\($0).\(LabHost.stray.name)" }
    for (index, host) in hosts.enumerated() {
      try world.web.serve(host, certificate: try world.authority.issue([host]))
      world.web.route(host, "/there", .page("<title>there</title>"))
      world.web.route(
        LabHost.corner.name, "/go/\(index)", .redirect(to: "https://\(host):\(world.web.port)/there"))
    }
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(delay: delay))
    let address = "\(proxy.address):\(proxy.port)"
    let plain = try await self.browser(world, files, "plain-slow", nil, resolver: address, more: hosts)
    let guarded = try await self.browser(world, files, "guarded-slow", folder, resolver: address, more: hosts)
    world.web.handshakeDelay = delay
    let (first, second) = try await self.inTurn(plain, guarded) { number in
      (world.url(.corner, "/go/\(number)"), "https://\(hosts[number]):\(world.web.port)/there")
    }
    world.web.handshakeDelay = .zero
    await plain.stop()
    await guarded.stop()
    await proxy.stop()
    results["delayed.plain.ms"] = first
    results["delayed.guarded.ms"] = second
    results["delayed.added.ms"] = second - first
  }

  /// The medians of both, in milliseconds from the beginning of a navigation to the first octet of the destination's page.
  private static func inTurn(
    _ plain: Firefox, _ guarded: Firefox, _ urls: (Int) -> (begin: String, end: String)
  ) async throws -> (Double, Double) {
    var times: [[Double]] = [[], []]
    for round in 0..<Self.rounds {
      for (index, firefox) in [plain, guarded].enumerated() {
        let (begin, end) = urls(2 * round + index)
        try await self.clear(firefox)
        try await firefox.open(begin)
        times[index].append(try await self.time(firefox, end))
      }
    }
    // The first few fill the caches.
    return (self.median(times[0].dropFirst(5)), self.median(times[1].dropFirst(5)))
  }

  private static func clear(_ firefox: Firefox) async throws {
    while true {
      try await firefox.open("about:blank")
      try await Task.sleep(for: .milliseconds(20))
      let isEmpty: Bool? = try? await firefox.run(
        "return location.href === 'about:blank' && document.readyState === 'complete'")
      if isEmpty == true { return }
    }
  }

  private static func time(_ firefox: Firefox, _ url: String) async throws -> Double {
    // Not asked all the time: that would keep the browser from its work.
    try await Task.sleep(for: .milliseconds(250))
    for _ in 0..<400 {
      let found: [Double]? = try? await firefox.run(
        "const n = performance.getEntriesByType('navigation')[0]; "
          + "return location.href === arguments[0] && document.readyState === 'complete' ? [n.responseStart] : []",
        [url])
      if let time = found?.first, time > 0 { return time }
      try await Task.sleep(for: .milliseconds(25))
    }
    let there: String? = try? await firefox.run("return location.href + ' ' + document.body?.innerText")
    throw BenchmarkFailure(message: "the browser did not come to \(url) but to \(there ?? "nothing")")
  }

  private static func median(_ values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func browser(
    _ world: World, _ files: TemporaryFolder, _ name: String, _ folder: String?, resolver: String, more: [String] = []
  ) async throws -> Firefox {
    for part in [name, "\(name)/warifu", "\(name)/state"] { try files.makeFolder(part) }
    try files.write(
      """
      resolver: { path: "\(resolver)", fresh: "\(resolver)", trustAnchor: "\(world.trustAnchorFile)" }
      roots: ["\(world.rootFile)"]

      """, to: "\(name)/warifu/browser.yaml")
    var setup = Firefox.Setup()
    setup.localNames = LabHost.allCases.map(\.name) + more
    setup.rootPEM = try String(contentsOfFile: world.rootFile, encoding: .utf8)
    setup.nativeHosts = [Self.hostName: world.programs.browserHost]
    setup.allowedExtension = Self.extensionID
    setup.environment = ["XDG_CONFIG_HOME": files.file(name), "XDG_STATE_HOME": files.file("\(name)/state")]
    let firefox = try await Firefox.start(setup, in: files, name: "\(name)-firefox")
    if let folder {
      try await firefox.install(extension: folder)
      try await Task.sleep(for: .seconds(3))
    }
    return firefox
  }
}
