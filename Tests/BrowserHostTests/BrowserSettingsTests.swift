import HopVerifier
import Loopback
import Settings
import Testing

@testable import BrowserHost

@Suite("The file browser.yaml")
struct BrowserSettingsTests {
  private func load(_ text: String) throws -> BrowserSettings {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    try folder.write(try TestCertificateAuthority().rootPEM, to: "ca.pem")
    return try BrowserSettings.load(try folder.write(text, to: "browser.yaml"))
  }

  @Test("says whom to ask and whom to trust")
  func read() throws {
    let settings = try self.load("resolver: { path: \"127.0.0.1:5300\", fresh: recursive }\nroots: [ca.pem]\n")
    #expect(settings.resolver == (try ResolverChoice("127.0.0.1:5300")))
    #expect(settings.fresh == .recursive)
    #expect(settings.roots.count == 1)
    #expect(try RootFingerprint.all(inPEM: settings.roots[0]).count == 1)
  }

  @Test(
    "is refused with line and key where it says something else",
    arguments: [
      ("resolver: { path: nowhere }", "resolver.path"), ("resolvers: { path: system }", "resolvers"),
      ("roots: [missing.pem]", "roots[0]"), ("resolver: { path: system, more: 1 }", "resolver.more"),
    ])
  func refused(text: String, key: String) throws {
    let error = #expect(throws: SettingsError.self) { try self.load(text) }
    #expect(error?.key == key)
    #expect(error?.line == 1)
  }
}
