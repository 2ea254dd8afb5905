import Foundation
import Lab
import Loopback
import Testing

/// The lab's world and two real browsers in it: one with the extension and its native host, and one without, which shows
/// what would have happened.
final class BrowserWorld: TwoBrowsers {
  static let isPossible = Firefox.isInstalled && KnotServer.isInstalled && UnboundServer.isInstalled
  static let reason: Comment = "firefox-esr, certutil, knotd or unbound is not installed (Scripts/setup --with-browser)"
  /// All tests, or only those that every run of the tests makes.
  static let isWhole = ProcessInfo.processInfo.environment["WARIFU_BROWSER_TESTS"] == "all"
  static let partly: Comment = "only 'make test-browser' and 'make test-all' run these"

  static let hostName = "warifu_browser_host"
  static let extensionID = "{7d1f3c52-0b0e-4c0b-9a55-6f0f5d9c2e41}"

  @TaskLocal static var current: BrowserWorld?

  let world: World
  let guarded: Firefox
  let plain: Firefox
  let folder: TemporaryFolder

  /// The one that the suite's trait has started.
  static func started() throws -> BrowserWorld { try #require(Self.current) }

  static func start() async throws -> BrowserWorld {
    let world = try await World.start(programs: try BuiltPrograms.find())
    do {
      let folder = try TemporaryFolder()
      let plain = try await Firefox.start(try Self.setup(world), in: folder, name: "plain")
      do {
        let guarded = try await Self.guarded(world, in: folder)
        return BrowserWorld(world, guarded: guarded, plain: plain, folder)
      } catch {
        await plain.stop()
        throw error
      }
    } catch {
      await world.stop()
      throw error
    }
  }

  /// A browser with the extension, ready to be used.
  ///
  /// - Parameters:
  ///   - preferences: besides the usual ones.
  ///   - settings: lines of `browser.yaml`; nil for those of the world.
  ///   - host: another path of the native host.
  static func guarded(
    _ world: World, in folder: TemporaryFolder, name: String = "guarded", preferences: [String: String] = [:],
    settings: String? = nil, environment: [String: String] = [:], host: String? = nil
  ) async throws -> Firefox {
    for part in [name, "\(name)/warifu", "\(name)/state"] { try folder.makeFolder(part) }
    try folder.write(settings ?? Self.settings(world), to: "\(name)/warifu/browser.yaml")
    var setup = try Self.setup(world)
    setup.nativeHosts = [Self.hostName: host ?? world.programs.browserHost]
    setup.allowedExtension = Self.extensionID
    setup.environment = ["XDG_CONFIG_HOME": folder.file(name), "XDG_STATE_HOME": folder.file("\(name)/state")]
      .merging(environment) { $1 }
    setup.preferences = preferences
    let firefox = try await Firefox.start(setup, in: folder, name: "\(name)-firefox")
    do {
      try await firefox.install(extension: SourceTree.root.appendingPathComponent("Extension/firefox").path)
      try await firefox.waitUntilExtensionIsReady()
      return firefox
    } catch {
      await firefox.stop()
      throw error
    }
  }

  static func settings(_ world: World, resolver: String? = nil, fresh: String? = nil) -> String {
    """
    resolver:
      path: \(resolver ?? world.resolverAddress)
      fresh: \(fresh ?? world.freshAddress)
      trustAnchor: \(world.trustAnchorFile)
    roots: [\(world.rootFile)]

    """
  }

  /// What a browser without the extension is started with.
  static func setup(_ world: World) throws -> Firefox.Setup {
    var setup = Firefox.Setup()
    setup.localNames = LabHost.allCases.map(\.name)
    setup.rootPEM = try String(contentsOfFile: world.rootFile, encoding: .utf8)
    return setup
  }

  private init(_ world: World, guarded: Firefox, plain: Firefox, _ folder: TemporaryFolder) {
    self.world = world
    self.guarded = guarded
    self.plain = plain
    self.folder = folder
  }

  /// Another browser with the extension for a while, with settings of its own.
  func withAnother(
    resolver: String? = nil, fresh: String? = nil, preferences: [String: String] = [:],
    environment: [String: String] = [:], folder given: TemporaryFolder? = nil, host: String? = nil,
    _ body: (Firefox) async throws -> Void
  ) async throws {
    let folder = try given ?? TemporaryFolder()
    defer { if given == nil { folder.close() } }
    let firefox = try await Self.guarded(
      self.world, in: folder, preferences: preferences,
      settings: Self.settings(self.world, resolver: resolver, fresh: fresh), environment: environment, host: host)
    do {
      try await body(firefox)
    } catch {
      await firefox.stop()
      throw error
    }
    await firefox.stop()
  }
}

/// Has a suite run in one world with two browsers.
struct InBrowser: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let world = try await BrowserWorld.start()
    do {
      try await BrowserWorld.$current.withValue(world) { try await function() }
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }
}

extension Trait where Self == InBrowser {
  static var inBrowser: Self { InBrowser() }
}
