import Foundation
import Loopback
import Testing

@Suite(
  "warifu browser doctor, with real servers",
  .enabled(if: SmallWorld.isPossible, "knotd and unbound are not installed; see Scripts/setup"), InSmallWorld())
struct BrowserDoctorNamesTests {
  @Test("The host validates, and a resolver that strips signatures is told")
  func names() async throws {
    let world = try #require(SmallWorld.current)
    let home = try await BrowserHome.installed()
    func settings(_ port: UInt16) -> String {
      """
      resolver:
        path: 127.0.0.1:\(port)
        fresh: \(world.knot.address):\(world.knot.port)
        trustAnchor: \(world.anchorFile)

      """
    }
    try home.settings(settings(world.unbound.port))
    let good = try await home.run("doctor")
    #expect(good.code == 0 && good.output.hasSuffix("6 good\n"), "\(good.output)")
    let proxy = try await DNSFaultProxy.start(
      before: (world.unbound.address, world.unbound.port), faults: DNSFaults(stripsDNSSEC: true))
    try home.settings(settings(proxy.port))
    let stripped = try await home.run("doctor", "--json")
    #expect(stripped.code == 1)
    #expect(try home.codes(stripped).contains("failure hostStripsDNSSEC"), "\(stripped.output)")
    await proxy.stop()
  }
}
