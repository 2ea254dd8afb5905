import Foundation
import Lab
import Loopback
import Testing

/// The lab's world and two real Chromiums in it: one with the extension and its native host, and one without, which shows
/// what would have happened.
final class ChromiumWorld: TwoBrowsers {
  /// How the extension came into the browser, and so what the browser lets it do.
  enum Mode: Sendable {
    /// Unpacked, by the user.
    case byUser
    /// By enterprise policy, without the feature that shows it certificates.
    case byPolicyAlone
    /// By enterprise policy, with that feature.
    case enforcing
  }

  static let isPossible = Chromium.isInstalled && KnotServer.isInstalled && UnboundServer.isInstalled
  static let reason: Comment = "chromium, certutil, knotd or unbound is not installed (Scripts/setup --with-browser)"
  /// A policy is laid over the machine's own for one browser alone.
  static let mayMount = geteuid() == 0 && Program.areInstalled("unshare")
  static let unprivileged: Comment = "an enterprise policy for one browser alone needs root"

  @TaskLocal static var current: ChromiumWorld?

  let world: World
  let guarded: Chromium
  let plain: Chromium
  /// The guarded browser's extension.
  let extensionID: String
  /// A page of the extension in a tab of its own, for what only the extension knows.
  private let inside: Chromium.Page
  let folder: TemporaryFolder

  /// The one that the suite's trait has started.
  static func started() throws -> ChromiumWorld { try #require(Self.current) }

  static func start(_ mode: Mode) async throws -> ChromiumWorld {
    let world = try await World.start(programs: try BuiltPrograms.find())
    do {
      let folder = try TemporaryFolder()
      let plain = try await Chromium.start(try Self.setup(world), in: folder, name: "plain")
      do {
        return try await Self.guarded(world, mode, plain: plain, in: folder)
      } catch {
        await plain.stop()
        throw error
      }
    } catch {
      await world.stop()
      throw error
    }
  }

  private static func guarded(
    _ world: World, _ mode: Mode, plain: Chromium, in folder: TemporaryFolder
  ) async throws -> ChromiumWorld {
    let unpacked = try await Self.unpack(in: folder)
    let package = mode == .byUser ? nil : try await ChromiumPackage.make(of: unpacked, in: folder)
    for part in ["config", "config/warifu", "state"] { try folder.makeFolder(part) }
    try folder.write(BrowserWorld.settings(world), to: "config/warifu/browser.yaml")
    var setup = try Self.setup(world)
    setup.nativeHosts = [BrowserWorld.hostName: world.programs.browserHost]
    setup.allowedExtension = package?.id ?? Self.unpackedID
    setup.environment = ["XDG_CONFIG_HOME": folder.file("config"), "XDG_STATE_HOME": folder.file("state")]
    setup.policy = package?.policy
    if mode == .enforcing { setup.features = ["WebRequestSecurityInfo"] }
    let guarded = try await Chromium.start(setup, in: folder, name: "guarded")
    do {
      if package == nil { #expect(try await guarded.load(extension: unpacked) == Self.unpackedID) }
      let inside = try await guarded.waitForExtension(setup.allowedExtension)
      return ChromiumWorld(world, guarded, plain, setup.allowedExtension, inside, folder)
    } catch {
      await guarded.stop()
      throw error
    }
  }

  /// What the key in the manifest makes it, as `warifu browser install` takes it.
  private static let unpackedID = "bjkmkkmelbkdhlhidhjompmhlaplcahh"

  private static func setup(_ world: World) throws -> Chromium.Setup {
    var setup = Chromium.Setup()
    setup.localNames = LabHost.allCases.map(\.name)
    setup.rootPEM = try String(contentsOfFile: world.rootFile, encoding: .utf8)
    return setup
  }

  /// The extension as `make extension` makes it.
  private static func unpack(in folder: TemporaryFolder) async throws -> String {
    let source = SourceTree.root.path
    let said = try await Command.succeed("\(source)/Scripts/extension")
    let archive = try #require(said.split(separator: "\n").first { $0.hasSuffix("-chromium.zip") })
    let unpacked = try folder.makeFolder("extension")
    try await Command.succeed("python3", ["-m", "zipfile", "-e", "\(source)/\(archive)", unpacked])
    return unpacked
  }

  private init(
    _ world: World, _ guarded: Chromium, _ plain: Chromium, _ extensionID: String, _ inside: Chromium.Page,
    _ folder: TemporaryFolder
  ) {
    self.world = world
    self.guarded = guarded
    self.plain = plain
    self.extensionID = extensionID
    self.inside = inside
    self.folder = folder
  }

  /// The number that the guarded browser has given the tab in front.
  private func tab() async throws -> Int {
    let url = try await self.guarded.url()
    return try await self.guarded.run(
      "return (await browser.tabs.query({})).findLast((tab) => tab.url === arguments[0]).id", [url], in: self.inside)
  }

  /// The toolbar button's text for the tab in front.
  func badge() async throws -> String {
    try await self.guarded.run(
      "return await browser.action.getBadgeText({ tabId: Number(arguments[0]) })", ["\(try await self.tab())"],
      in: self.inside)
  }

  /// What the popup says of the tab in front.
  func popupText() async throws -> String {
    let tab = try await self.tab()
    let popup = try await self.guarded.newPage("chrome-extension://\(self.extensionID)/popup/popup.html?tab=\(tab)")
    try await self.guarded.wait(for: "the popup") {
      try await self.guarded.run(
        "return (document.getElementById('headline')?.textContent ?? '') !== ''", in: popup)
    }
    let text: String = try await self.guarded.run("return document.body.innerText", in: popup)
    try await self.guarded.close(popup.target)
    return text
  }

  /// The extension's worker is ended, as the browser does when it is idle.
  func endWorker() async throws {
    let worker = "chrome-extension://\(self.extensionID)/"
    try await self.guarded.stopWorkers(by: self.inside)
    try await self.guarded.wait(for: "the worker's end") {
      try await !self.guarded.targets().contains { $0.type == "service_worker" && $0.url.hasPrefix(worker) }
    }
  }
}

/// Has a suite run in one world with two Chromiums.
struct InChromium: SuiteTrait, TestScoping {
  let mode: ChromiumWorld.Mode

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let world = try await ChromiumWorld.start(self.mode)
    do {
      try await ChromiumWorld.$current.withValue(world) { try await function() }
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }
}

extension Trait where Self == InChromium {
  static func inChromium(_ mode: ChromiumWorld.Mode) -> Self { InChromium(mode: mode) }
}
