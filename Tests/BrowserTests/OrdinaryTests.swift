import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "Ordinary browsing", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(15)), .inBrowser)
struct OrdinaryTests {
  /// Ways of the network beside the usual one.
  enum Network: String, CaseIterable, Sendable {
    case usual, slow, stripping
  }

  /// From hosts without a policy: nothing signed, nothing answered, nothing declared.
  private static let origins: [LabHost] = [.corner, .unsigned, .stray]

  @Test("is the same with the extension as without it", arguments: Network.allCases)
  func same(network: Network) async throws {
    let browsing = try BrowserWorld.started()
    let proxy = try await DNSFaultProxy.start(before: (browsing.world.knot.address, browsing.world.knot.port))
    switch network {
    case .usual: break
    case .slow: proxy.faults = DNSFaults(delay: .milliseconds(250))
    case .stripping: proxy.faults = DNSFaults(stripsDNSSEC: true)
    }
    let address = "\(proxy.address):\(proxy.port)"
    try await browsing.withAnother(resolver: address, fresh: address) { firefox in
      var count = 0
      for (index, way) in Way.allCases.enumerated() {
        let origin = Self.origins[index % Self.origins.count]
        for destination in [LabHost.rented, .secure3D] where destination != origin {
          let plain = try await self.requests(of: browsing.plain, way, origin, destination)
          let guarded = try await self.requests(of: firefox, way, origin, destination)
          #expect(plain == guarded, "\(way.rawValue) from \(origin.name) to \(destination.name)")
          #expect(plain.contains { $0.hasPrefix("\(destination.name) ") })
          count += 1
        }
      }
      #expect(count >= 40)
    }
    await proxy.stop()
  }

  /// What the web servers see, sorted, with what differs from run to run taken out.
  private func requests(
    of firefox: Firefox, _ way: Way, _ origin: LabHost, _ destination: LabHost
  ) async throws -> [String] {
    let browsing = try BrowserWorld.started()
    let web = browsing.world.web
    let tag = UUID().uuidString
    let before = web.requests.count
    web.route(destination.name, "/arrive/\(tag)", .page("<title>there</title>"))
    let begin = way.lay(from: origin, to: browsing.world.url(destination, "/arrive/\(tag)"), on: web, tag: tag)
    try await firefox.visit(browsing.world.url(origin, begin))
    try await firefox.take(way, from: browsing.world.url(origin, begin))
    try await firefox.wait(for: "the destination") {
      web.requests(for: destination.name).contains { $0.path.contains(tag) }
    }
    try await firefox.closeOtherTabs()
    return web.requests.dropFirst(before).map { "\($0)".replacing(tag, with: "") }
      .filter { !$0.contains("favicon") }.sorted()
  }
}
