import Foundation
import Synchronization

/// A headless Chromium with a profile of its own, which finds no host but those it is told of.
package final class Chromium: Sendable {
  package let devTools: DevTools
  private let process: ChildProcess
  private let page: Mutex<Page>

  package static var isInstalled: Bool { Program.areInstalled("chromium", "certutil") }
  package static let missing = "chromium or certutil (libnss3-tools) is not installed"

  /// A tab that is driven.
  package struct Page: Sendable {
    package let target: String
    let session: String
  }

  /// What a browser is started with.
  package struct Setup: Sendable {
    /// Names that it takes for this machine's.
    package var localNames: [String] = []
    /// A root that it trusts besides the built-in ones, PEM.
    package var rootPEM: String?
    /// Native messaging hosts: a program by its name.
    package var nativeHosts: [String: String] = [:]
    /// The extension that those may talk to.
    package var allowedExtension = ""
    /// More variables for it, and for what it starts.
    package var environment: [String: String] = [:]
    /// Features that are off by default.
    package var features: [String] = []
    /// An enterprise policy, JSON, in the place of this machine's; needs root.
    package var policy: String?

    package init() {}
  }

  /// - Parameter folder: for its profile, its home, its policy and its log.
  package static func start(
    _ setup: Setup, in folder: TemporaryFolder, name: String = "chromium"
  ) async throws -> Chromium {
    let home = try folder.makeFolder("\(name)-home")
    let profile = try folder.makeFolder("\(name)-profile")
    if let root = setup.rootPEM {
      let file = try folder.write(root, to: "\(name)-root.pem")
      let database = "sql:\(try folder.makeFolder("\(name)-home/.pki/nssdb"))"
      _ = try await Command.succeed("certutil", ["-N", "-d", database, "--empty-password"])
      _ = try await Command.succeed("certutil", ["-A", "-d", database, "-n", "lab", "-t", "C,,", "-i", file])
    }
    for (host, program) in setup.nativeHosts {
      try folder.makeFolder("\(name)-profile/NativeMessagingHosts")
      try folder.write(
        """
        {"name": "\(host)", "description": "test", "path": "\(program)", "type": "stdio",
         "allowed_origins": ["chrome-extension://\(setup.allowedExtension)/"]}
        """, to: "\(name)-profile/NativeMessagingHosts/\(host).json")
    }
    var command = ["chromium"] + Self.arguments(setup, profile: profile)
    if let policy = setup.policy {
      try folder.makeFolder("\(name)-etc/policies/managed")
      try folder.write(policy, to: "\(name)-etc/policies/managed/test.json")
      command =
        [
          "unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/chromium && exec \"$@\"",
          folder.file("\(name)-etc"),
        ] + command
    }
    var environment = setup.environment
    environment["HOME"] = home
    environment["PATH"] = "/usr/bin:/bin"
    let (devTools, process) = try DevTools.begin { [command, environment] socket in
      try ChildProcess(
        command[0], Array(command[1...]), environment: environment, folder: home,
        outputPath: folder.file("\(name).log"), conversation: socket)
    }
    do {
      return Chromium(devTools, process, try await Self.newPage(by: devTools))
    } catch {
      devTools.close()
      await process.stop()
      throw error
    }
  }

  private init(_ devTools: DevTools, _ process: ChildProcess, _ page: Page) {
    self.devTools = devTools
    self.process = process
    self.page = Mutex(page)
  }

  package func stop() async {
    let _: DevTools.Ignored? = try? await self.devTools.call("Browser.close")
    self.devTools.close()
    await self.process.stop(grace: .seconds(5))
  }

  /// The tab in front.
  package var front: Page {
    get { self.page.withLock { $0 } }
    set { self.page.withLock { $0 = newValue } }
  }

  private static func arguments(_ setup: Setup, profile: String) -> [String] {
    let names = setup.localNames.map { "MAP \($0) 127.0.0.1" } + ["EXCLUDE 127.0.0.1", "MAP * ~NOTFOUND"]
    var arguments = [
      "--headless=new", "--user-data-dir=\(profile)", "--host-resolver-rules=\(names.joined(separator: ", "))",
      "--remote-debugging-pipe", "--enable-unsafe-extension-debugging", "--lang=en", "--window-size=1000,800",
      "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-component-update", "--disable-sync",
      "--disable-default-apps", "--disable-popup-blocking",
    ]
    if !setup.features.isEmpty { arguments.append("--enable-features=\(setup.features.joined(separator: ","))") }
    // Its sandbox does not start as root.
    if geteuid() == 0 { arguments.append("--no-sandbox") }
    return arguments
  }
}
