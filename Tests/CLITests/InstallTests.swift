import Foundation
import Loopback
import Testing

@Suite("Scripts/install, and what it installs", .timeLimit(.minutes(1)))
struct InstallTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path

  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  private func install(_ arguments: String..., prefix: String? = nil) async throws -> Command.Result {
    let programs = URL(fileURLWithPath: WarifuProgram.path).deletingLastPathComponent().path
    var environment = ["PATH": "/usr/bin:/bin", "DESTDIR": self.folder.file("root"), "BINARIES": programs]
    environment["PREFIX"] = prefix
    return try await Command.run("\(Self.root)/Scripts/install", arguments, environment: environment)
  }

  /// Every file below the folder, with its mode.
  private func modes() throws -> [String: Int] {
    let root = self.folder.file("root")
    var modes: [String: Int] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      modes[path] = attributes[.posixPermissions] as? Int
    }
    return modes
  }

  @Test("programs and scripts can be run, everything else is read only, and nothing else can be written by others")
  func modesOfFiles() async throws {
    let outcome = try await self.install()
    #expect(outcome.status == .exited(0), "\(outcome.errors)")
    let modes = try self.modes()
    let programs = [
      "bin/warifu", "bin/warifud", "bin/warifu-signer", "libexec/warifu/certbot-hook",
      "libexec/warifu/warifu-browser-host",
    ].map { "usr/local/\($0)" }
    #expect(Set(modes.filter { $0.value == 0o755 }.keys) == Set(programs))
    #expect(modes.filter { $0.value != 0o755 }.allSatisfy { $0.value == 0o644 })
    for path in [
      "usr/local/lib/systemd/system/warifud.service", "usr/local/lib/sysusers.d/warifu.conf",
      "usr/local/lib/tmpfiles.d/warifu.conf", "etc/logrotate.d/warifu-signer", "etc/logrotate.d/warifud",
      "usr/local/share/bash-completion/completions/warifu", "usr/local/share/zsh/site-functions/_warifu",
      "usr/local/share/fish/vendor_completions.d/warifu.fish", "usr/local/share/doc/warifu/docs/operations.md",
      "usr/local/share/doc/warifu/Examples/warifud.yaml",
    ] { #expect(modes[path] == 0o644, "\(path)") }
    let completion = self.folder.file("root/usr/local/share/bash-completion/completions/warifu")
    #expect(try await Command.run("bash", ["-n", completion]).status == .exited(0))
    #expect(try self.folder.read("root/usr/local/share/bash-completion/completions/warifu").contains("relationship"))
    self.folder.close()
  }

  @Test("another prefix is the one in the units, and what was installed goes again, but no configuration")
  func prefixAndUninstall() async throws {
    #expect(try await self.install(prefix: "/opt/warifu").status == .exited(0))
    let unit = try self.folder.read("root/opt/warifu/lib/systemd/system/warifud.service")
    #expect(unit.contains("ExecStart=/opt/warifu/bin/warifud"))
    #expect(!unit.contains("/usr/local"))
    try self.folder.makeFolder("root/etc/warifu")
    try self.folder.write("organization: Shop\n", to: "root/etc/warifu/warifud.yaml")
    #expect(try await self.install("--uninstall", prefix: "/opt/warifu").status == .exited(0))
    #expect(try self.modes().keys.sorted() == ["etc/warifu/warifud.yaml"])
    #expect(!FileManager.default.fileExists(atPath: self.folder.file("root/opt/warifu/share/doc/warifu")))
    self.folder.close()
  }

  @Test("without anything built it says what to do")
  func nothingBuilt() async throws {
    let outcome = try await Command.run(
      "\(Self.root)/Scripts/install", [],
      environment: ["PATH": "/usr/bin:/bin", "DESTDIR": self.folder.path, "BINARIES": self.folder.path])
    #expect(outcome.status == .exited(2))
    #expect(outcome.errors.contains("make build"))
    self.folder.close()
  }

  @Test(
    "the units that talk to the network are confined: exposure 2.0 at most by systemd-analyze",
    .enabled(if: Program.areInstalled("systemd-analyze"), "systemd-analyze is not installed"),
    arguments: ["warifud", "warifu-signer", "warifu-collateral"])
  func exposure(_ name: String) async throws {
    let unit = "\(Self.root)/Packaging/systemd/\(name).service"
    let outcome = try await Command.run(
      "systemd-analyze", ["security", "--offline=true", "--threshold=20", "--no-pager", unit])
    #expect(outcome.status == .exited(0), "\(outcome.output)\(outcome.errors)")
    // What it says of a unit besides that its program is not there.
    let complaints = try await Command.run("systemd-analyze", ["verify", unit]).errors.split(separator: "\n")
    #expect(complaints.filter { !$0.contains("is not executable") }.isEmpty, "\(complaints)")
    self.folder.close()
  }
}
