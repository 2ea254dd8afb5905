import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "However much is asked of it", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(15)), .inBrowser)
struct LoadTests {
  /// Of the native host, octets.
  private static let memory = 80 << 20

  private func memory(of process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }

  private func expectSound(_ browsing: BrowserWorld, hosts: [Int32]) async throws {
    let now = browsing.guarded.children(of: browsing.world.programs.browserHost)
    #expect(now == hosts, "the native host was started anew")
    for host in now {
      let memory = try self.memory(of: host)
      #expect(memory <= Self.memory, "\(memory >> 20) MiB")
    }
    try await browsing.guarded.visit(browsing.world.url(.shop, "/checkout"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.secure3D, "/"))
  }

  @Test("100 tabs at once are sent on, each to where it was to go")
  func tabs() async throws {
    let browsing = try BrowserWorld.started()
    let hosts = browsing.guarded.children(of: browsing.world.programs.browserHost)
    let tag = UUID().uuidString
    browsing.world.web.route(LabHost.payment.name, "/arrive/\(tag)", .page("there"))
    // Each is a page of its own: of one and the same, the browser would fetch some from its cache.
    for number in 0..<100 {
      browsing.world.web.route(
        LabHost.shop.name, "/way/\(tag)/\(number)",
        .redirect(to: browsing.world.url(.payment, "/arrive/\(tag)?\(number)")))
    }
    let _: Bool = try await browsing.guarded.runInBrowser(
      """
      const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      for (let i = 0; i < 100; i += 1) gBrowser.addTab(args[0] + i, { triggeringPrincipal });
      return true;
      """, [browsing.world.url(.shop, "/way/\(tag)/")])
    try await browsing.guarded.wait(for: "100 tabs", within: .seconds(120)) {
      browsing.requests(.payment, "/arrive/\(tag)") == 100
    }
    try await browsing.guarded.closeOtherTabs()
    try await self.expectSound(browsing, hosts: hosts)
  }

  @Test("10,000 hops, as of frames that are sent on, are all looked at")
  func many() async throws {
    let browsing = try BrowserWorld.started()
    let hosts = browsing.guarded.children(of: browsing.world.programs.browserHost)
    let (loads, path) = (5000, "/frame/\(UUID().uuidString)")
    browsing.world.web.route(LabHost.payment.name, path, .page("there"))
    browsing.world.web.route(LabHost.shop.name, path, .redirect(to: browsing.world.url(.payment, path)))
    // Each frame is a hop from the page's host, and each answer another one.
    browsing.world.web.route(
      LabHost.corner.name, path,
      .page(
        """
        <script>
        let begun = 0;
        const load = (frame) => { if (begun < \(loads)) frame.src = "\(browsing.world.url(.shop, path))?" + begun++; };
        addEventListener("load", () => {
          for (let number = 0; number < 8; number += 1) {
            const frame = document.createElement("iframe");
            load(frame);
            frame.onload = () => load(frame);
            document.body.append(frame);
          }
        });
        </script>
        """))
    try await browsing.guarded.visit(browsing.world.url(.corner, path))
    try await browsing.guarded.wait(for: "the last frame", within: .seconds(600)) {
      browsing.requests(.payment, path) == loads
    }
    try await self.expectSound(browsing, hosts: hosts)
  }

  @Test("two hosts that send users to each other without end do no harm", arguments: ["302", "script"])
  func loop(way: String) async throws {
    let browsing = try BrowserWorld.started()
    let hosts = browsing.guarded.children(of: browsing.world.programs.browserHost)
    let path = "/loop/\(way)"
    for (one, other) in [(LabHost.corner, LabHost.stray), (.stray, .corner)] {
      let target = browsing.world.url(other, path)
      browsing.world.web.route(
        one.name, path,
        way == "302" ? .redirect(to: target) : .page("<script>location.replace('\(target)?' + Math.random())</script>"))
    }
    try await browsing.guarded.visit(browsing.world.url(.corner, path))
    try await browsing.guarded.wait(for: "the loop", within: .seconds(60)) {
      browsing.requests(.stray, path) >= (way == "302" ? 5 : 40)
    }
    try await browsing.guarded.closeOtherTabs()
    try await self.expectSound(browsing, hosts: hosts)
  }

  @Test("a Location field of a million octets does no harm")
  func longLocation() async throws {
    let browsing = try BrowserWorld.started()
    let hosts = browsing.guarded.children(of: browsing.world.programs.browserHost)
    for count in [200_000, 1_000_000] {
      let target = browsing.world.url(.payment, "/?" + String(repeating: "a", count: count))
      browsing.world.web.route(LabHost.shop.name, "/long/\(count)", .redirect(to: target))
      try await browsing.guarded.visit(browsing.world.url(.shop, "/long/\(count)"))
      try await browsing.guarded.wait(for: "the request") { browsing.requests(.shop, "/long/\(count)") > 0 }
    }
    try await self.expectSound(browsing, hosts: hosts)
  }
}
