import Foundation
import Lab
import Loopback

/// Two browsers that go the same way in turn, one with the extension.
struct BrowserRace {
  static let rounds = 60
  private static let hostName = "warifu_browser_host"
  private static let extensionID = "{7d1f3c52-0b0e-4c0b-9a55-6f0f5d9c2e41}"
  /// The first few rounds fill the caches.
  private static let skipped = 5

  private let delay: BrowserDelay
  private let name: String
  /// Whom the native host asks.
  private let resolver: String
  /// Names that the browsers take for this machine's, besides the world's.
  var localNames: [String] = []
  /// Whom the browsers ask for other names.
  var machineResolver: String?

  init(_ delay: BrowserDelay, _ name: String, resolver: String) {
    self.delay = delay
    self.name = name
    self.resolver = resolver
  }

  /// The medians of both, in milliseconds from the beginning of a navigation to the first octet of the destination's page.
  ///
  /// - Parameter urls: where each journey begins and ends, by its number.
  func run(_ urls: (Int) -> (begin: String, end: String)) async throws -> [String: Double] {
    let plain = try await self.browser("plain", isGuarded: false)
    let guarded = try await self.browser("guarded", isGuarded: true)
    var times: [[Double]] = [[], []]
    for round in 0..<Self.rounds {
      for (index, firefox) in [plain, guarded].enumerated() {
        let (begin, end) = urls(2 * round + index)
        try await self.clear(firefox, before: begin)
        let _: Bool = try await firefox.run("location.assign(arguments[0]); return true", [begin])
        times[index].append(try await self.time(firefox, end))
      }
    }
    await plain.stop()
    await guarded.stop()
    let (first, second) = (self.median(times[0]), self.median(times[1]))
    return [
      "\(self.name).plain.ms": first, "\(self.name).guarded.ms": second, "\(self.name).added.ms": second - first,
    ]
  }

  /// Shows a page of the host at which the journey begins: that leads on, as a shop's page does.
  private func clear(_ firefox: Firefox, before begin: String) async throws {
    guard var page = URLComponents(string: begin) else { throw BenchmarkFailure(message: "\(begin) is no URL") }
    page.path = "/"
    try await firefox.open(page.string ?? begin)
    for _ in 0..<400 {
      try await Task.sleep(for: .milliseconds(20))
      let isThere: Bool? = try? await firefox.run(
        "return location.href === arguments[0] && document.readyState === 'complete'", [page.string ?? begin])
      if isThere == true { return }
    }
    throw BenchmarkFailure(message: "\(page.string ?? begin) did not open")
  }

  private func time(_ firefox: Firefox, _ url: String) async throws -> Double {
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

  private func median(_ times: [Double]) -> Double {
    let sorted = times.dropFirst(Self.skipped).sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private func browser(_ kind: String, isGuarded: Bool) async throws -> Firefox {
    let (world, files, name) = (self.delay.world, self.delay.files, "\(self.name)-\(kind)")
    for part in [name, "\(name)/warifu", "\(name)/state"] { try files.makeFolder(part) }
    try files.write(
      """
      resolver: { path: "\(self.resolver)", fresh: "\(self.resolver)", trustAnchor: "\(world.trustAnchorFile)" }
      roots: ["\(world.rootFile)"]

      """, to: "\(name)/warifu/browser.yaml")
    var setup = Firefox.Setup()
    setup.localNames = LabHost.allCases.map(\.name) + self.localNames
    setup.rootPEM = try String(contentsOfFile: world.rootFile, encoding: .utf8)
    setup.nativeHosts = [Self.hostName: world.programs.browserHost]
    setup.allowedExtension = Self.extensionID
    setup.environment = ["XDG_CONFIG_HOME": files.file(name), "XDG_STATE_HOME": files.file("\(name)/state")]
    setup.preferences = ["network.dns.disablePrefetch": "false"]
    setup.resolver = self.machineResolver
    let firefox = try await Firefox.start(setup, in: files, name: "\(name)-firefox")
    if isGuarded {
      try await firefox.install(extension: self.delay.folder)
      try await Task.sleep(for: .seconds(3))
    }
    return firefox
  }
}
