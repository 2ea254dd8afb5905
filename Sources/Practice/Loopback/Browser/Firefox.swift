import Foundation

/// A headless Firefox with a profile of its own, which reaches nothing but this machine.
package final class Firefox: Sendable {
  package let marionette: Marionette
  private let process: ChildProcess

  package static var isInstalled: Bool { Program.areInstalled("firefox-esr", "certutil") }
  package static let missing = "firefox-esr or certutil (libnss3-tools) is not installed"

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
    /// The address of a resolver on port 53 that it asks in the place of this machine's; needs root.
    package var resolver: String?
    /// More preferences, in JavaScript.
    package var preferences: [String: String] = [:]

    package init() {}
  }

  /// - Parameter folder: for its profile, its home and its log.
  package static func start(
    _ setup: Setup, in folder: TemporaryFolder, name: String = "firefox"
  ) async throws -> Firefox {
    let profile = try folder.makeFolder("\(name)-profile")
    let home = try folder.makeFolder("\(name)-home")
    let port = try FreePort.find()
    try folder.write(Self.preferences(setup, marionette: port), to: "\(name)-profile/user.js")
    if let root = setup.rootPEM {
      let file = try folder.write(root, to: "\(name)-root.pem")
      _ = try await Command.succeed("certutil", ["-N", "-d", "sql:\(profile)", "--empty-password"])
      _ = try await Command.succeed(
        "certutil", ["-A", "-d", "sql:\(profile)", "-n", "lab", "-t", "C,,", "-i", file])
    }
    for (host, program) in setup.nativeHosts {
      for part in [".mozilla", ".mozilla/native-messaging-hosts"] { try folder.makeFolder("\(name)-home/\(part)") }
      try folder.write(
        """
        {"name": "\(host)", "description": "test", "path": "\(program)", "type": "stdio",
         "allowed_extensions": ["\(setup.allowedExtension)"]}
        """, to: "\(name)-home/.mozilla/native-messaging-hosts/\(host).json")
    }
    var environment = setup.environment
    environment["HOME"] = home
    environment["PATH"] = "/usr/bin:/bin"
    environment["MOZ_HEADLESS"] = "1"
    var command = [
      "firefox-esr", "--headless", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access",
    ]
    if let resolver = setup.resolver {
      let file = try folder.write("nameserver \(resolver)\n", to: "\(name)-resolv.conf")
      command =
        ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", file] + command
    }
    let process = try ChildProcess(
      command[0], Array(command[1...]), environment: environment, folder: home,
      outputPath: folder.file("\(name).log"))
    do {
      try await process.waitUntilReady(deadline: .seconds(60)) { !FreePort.isFree(port) }
      return Firefox(try await Marionette.connect(port: port), process)
    } catch {
      await process.stop()
      throw error
    }
  }

  private init(_ marionette: Marionette, _ process: ChildProcess) {
    self.marionette = marionette
    self.process = process
  }

  package func stop() async {
    self.marionette.close()
    await self.process.stop(grace: .seconds(5))
  }

  /// The processes that it has started from a program.
  package func children(of program: String) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(Int32.init).filter { process in
      let started = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
      let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
      return started == program && status.contains("PPid:\t\(self.process.processIdentifier)\n")
    }
  }

  private static func preferences(_ setup: Setup, marionette: UInt16) -> String {
    var preferences = [
      "marionette.port": "\(marionette)",
      "network.dns.localDomains": "\"\(setup.localNames.joined(separator: ","))\"",
      "network.trr.mode": "5",
      "network.captive-portal-service.enabled": "false",
      "network.connectivity-service.enabled": "false",
      "network.dns.disablePrefetch": "true",
      "browser.shell.checkDefaultBrowser": "false",
      "browser.startup.homepage_override.mstone": "\"ignore\"",
      "browser.aboutwelcome.enabled": "false",
      "browser.safebrowsing.malware.enabled": "false",
      "browser.safebrowsing.phishing.enabled": "false",
      "browser.search.update": "false",
      "browser.newtabpage.enabled": "false",
      "browser.topsites.contile.enabled": "false",
      "browser.region.update.enabled": "false",
      "app.normandy.enabled": "false",
      "app.update.enabled": "false",
      "datareporting.policy.dataSubmissionEnabled": "false",
      "toolkit.telemetry.enabled": "false",
      "extensions.update.enabled": "false",
      "extensions.getAddons.cache.enabled": "false",
      "extensions.systemAddon.update.enabled": "false",
      "media.gmp-manager.updateEnabled": "false",
      "services.settings.server": "\"data:,#remote-settings-dummy/v1\"",
      "security.remote_settings.crlite_filters.enabled": "false",
      "security.OCSP.enabled": "0",
      "dom.push.serverURL": "\"\"",
      "dom.security.https_first": "false",
      "dom.disable_open_during_load": "false",
      "xpinstall.signatures.required": "false",
      "startup.homepage_welcome_url": "\"about:blank\"",
    ]
    preferences.merge(setup.preferences) { $1 }
    return preferences.sorted { $0.key < $1.key }
      .map { "user_pref(\"\($0.key)\", \($0.value));\n" }.joined()
  }
}
