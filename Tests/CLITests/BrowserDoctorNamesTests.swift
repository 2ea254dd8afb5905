import Foundation
import Loopback
import Testing

@Suite(
  "warifu browser doctor, with real servers",
  .enabled(if: SmallWorld.isPossible, "knotd and unbound are not installed; see Scripts/setup"), InSmallWorld())
struct BrowserDoctorNamesTests {
  @Test(
    "The host validates; a resolver that strips signatures is a warning where others are asked instead, and else a failure"
  )
  func names() async throws {
    let world = try #require(SmallWorld.current)
    let home = try await BrowserHome.installed()
    let zones = "\(world.knot.address):\(world.knot.port)"
    func settings(_ port: UInt16, fresh: String) -> String {
      """
      resolver:
        path: 127.0.0.1:\(port)
        fresh: \(fresh)
        trustAnchor: \(world.anchorFile)

      """
    }
    try home.settings(settings(world.unbound.port, fresh: zones))
    let good = try await home.run("doctor")
    #expect(good.code == 0 && good.output.hasSuffix("6 good\n"), "\(good.output)")
    let proxy = try await DNSFaultProxy.start(
      before: (world.unbound.address, world.unbound.port), faults: DNSFaults(stripsDNSSEC: true))
    try home.settings(settings(proxy.port, fresh: zones))
    let around = try await home.run("doctor")
    #expect(around.code == 3 && around.output.contains("hostAsksInstead"), "\(around.output)")
    #expect(around.output.contains("the host asks by \(zones) instead, which validates"))
    #expect(around.output.contains("\(home.path(".config/warifu/browser.yaml")): resolver: { path: \"\(zones)\" }\n"))
    try home.settings(settings(proxy.port, fresh: "127.0.0.1:\(proxy.port)"))
    let stripped = try await home.run("doctor", "--json")
    #expect(stripped.code == 1)
    #expect(try home.codes(stripped).contains("failure hostStripsDNSSEC"), "\(stripped.output)")
    try home.settings(settings(proxy.port, fresh: "127.0.0.1:1"))
    let silent = try await home.run("doctor", "--json")
    #expect(silent.code == 1)
    #expect(try home.codes(silent).contains("failure hostStripsDNSSEC"), "\(silent.output)")
    await proxy.stop()
  }
}
