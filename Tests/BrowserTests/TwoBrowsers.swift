import Lab
import Loopback

/// The lab's world and two browsers in it, whichever they are.
protocol TwoBrowsers: Sendable {
  associatedtype Browser: DrivenBrowser

  var world: World { get }
  /// The one with the extension and its native host.
  var guarded: Browser { get }
  /// The one without, which shows what would have happened.
  var plain: Browser { get }
  /// Where both keep their files.
  var folder: TemporaryFolder { get }
}

extension TwoBrowsers {
  func stop() async {
    await self.guarded.stop()
    await self.plain.stop()
    await self.world.stop()
    self.folder.close()
  }

  /// How many requests a host has received for a path.
  func requests(_ host: LabHost, _ path: String) -> Int {
    self.world.web.requests(for: host.name).count { $0.path.prefix { $0 != "?" } == path }
  }
}
