import Foundation
import Loopback
import Testing

/// The home of a user who has browsers, or what looks like them, and a search path with nothing else on it.
struct BrowserHome {
  static let manifest = ".mozilla/native-messaging-hosts/warifu_browser_host.json"
  static let extensionID = "{7d1f3c52-0b0e-4c0b-9a55-6f0f5d9c2e41}"
  static let preference = "user_pref(\"xpinstall.signatures.required\", false);"
  /// Beside the program that is tested.
  static let host = URL(fileURLWithPath: WarifuProgram.path).deletingLastPathComponent()
    .appendingPathComponent("warifu-browser-host").path

  let folder: TemporaryFolder

  /// - Parameter firefox: what the Firefox on the search path says of its version; nil for none.
  init(firefox: String? = "Mozilla Firefox 140.5.0esr") throws {
    self.folder = try TemporaryFolder()
    for part in ["home", "bin"] { try self.folder.makeFolder(part) }
    if let firefox { try self.program("firefox-esr", "echo '\(firefox)'") }
    // No test asks the network; nobody answers there.
    try self.settings("resolver: { path: \"127.0.0.1:1\", fresh: \"127.0.0.1:1\" }\n")
  }

  /// One in which everything is there but somebody who answers for the DNS.
  static func installed() async throws -> BrowserHome {
    let home = try BrowserHome()
    try home.makeProfiles()
    try home.install(active: true, signedState: 2)
    #expect(try await home.run("install").code == 0)
    return home
  }

  /// A shell script on the search path.
  @discardableResult
  func program(_ name: String, _ text: String) throws -> String {
    try self.folder.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)", mode: 0o755)
  }

  func settings(_ text: String) throws { try self.write(text, to: ".config/warifu/browser.yaml") }

  func path(_ name: String) -> String { self.folder.file("home/\(name)") }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self.path(name)) }

  func read(_ name: String) throws -> String { try self.folder.read("home/\(name)") }

  func write(_ text: String, to name: String) throws {
    try self.folder.makeFolder("home/\((name as NSString).deletingLastPathComponent)")
    try self.folder.write(text, to: "home/\(name)")
  }

  /// The manifest as a browser reads it.
  func manifest(_ name: String = Self.manifest) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try self.read(name).utf8)) as? [String: Any])
  }

  /// Firefox was started once: two profiles, of which the second is the one that this installation opens.
  func makeProfiles(in folder: String = ".mozilla") throws {
    try self.write(
      """
      [Install4F96D1932A9F858E]
      Default=two.default-esr
      Locked=1

      [Profile1]
      Name=default
      IsRelative=1
      Path=one.default
      Default=1

      [Profile0]
      Name=default-esr
      IsRelative=1
      Path=two.default-esr

      """, to: "\(folder)/firefox/profiles.ini")
    for profile in ["one.default", "two.default-esr"] {
      try self.write("// Mozilla User Preferences\n", to: "\(folder)/firefox/\(profile)/prefs.js")
    }
  }

  /// What Firefox writes down of its extensions.
  func install(active: Bool, signedState: Int) throws {
    try self.write(
      """
      {"schemaVersion": 37, "addons": [
        {"id": "other@example.test", "version": 7},
        {"id": "\(Self.extensionID)", "version": "0.1.0", "active": \(active), "userDisabled": false,
         "appDisabled": \(!active), "signedState": \(signedState)}
      ]}
      """, to: ".mozilla/firefox/two.default-esr/extensions.json")
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> WarifuProgram.Outcome {
    let own = ["HOME": self.folder.file("home"), "PATH": self.folder.file("bin")]
    return try await WarifuProgram.run(["browser"] + arguments, environment: own.merging(environment) { $1 })
  }

  /// The findings of `warifu browser doctor`, as `severity code`, in the order of the report.
  func codes(_ outcome: WarifuProgram.Outcome) throws -> [String] {
    let findings = try #require(try outcome.json["findings"] as? [[String: Any]])
    return findings.compactMap { finding in
      guard let severity = finding["severity"] as? String, let code = finding["code"] as? String else { return nil }
      return "\(severity) \(code)"
    }
  }
}
