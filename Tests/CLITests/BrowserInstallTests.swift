import Foundation
import Loopback
import Testing

@Suite("warifu browser install and uninstall", .timeLimit(.minutes(1)))
struct BrowserInstallTests {
  @Test("Firefox is told of the host beside this program, in a file that everybody may read, and no longer afterwards")
  func firefox() async throws {
    let home = try BrowserHome()
    let outcome = try await home.run("install")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.contains("✓ Firefox may start \(BrowserHome.host): the manifest is written"))
    let manifest = try home.manifest()
    #expect(manifest["name"] as? String == "warifu_browser_host" && manifest["type"] as? String == "stdio")
    #expect(manifest["path"] as? String == BrowserHome.host)
    #expect(manifest["allowed_extensions"] as? [String] == [BrowserHome.extensionID])
    #expect(manifest["allowed_origins"] == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: home.path(BrowserHome.manifest))
    #expect(attributes[.posixPermissions] as? Int == 0o644)

    let again = try await home.run("install", "--json")
    #expect(try again.json["replaced"] as? Bool == true && again.code == 0)
    let removed = try await home.run("uninstall")
    #expect(removed.code == 0 && removed.output.contains("no longer knows the host"))
    #expect(!home.exists(BrowserHome.manifest))
    let nothing = try await home.run("uninstall", "--json")
    #expect(nothing.code == 0)
    #expect(try nothing.json["removed"] as? Bool == false)
  }

  @Test(
    "Chromium and Chrome are told by the extension's name: the fixed one, or that of one packed with another key",
    arguments: [
      ("chromium", ".config/chromium/NativeMessagingHosts"),
      ("chrome", ".config/google-chrome/NativeMessagingHosts"),
    ])
  func chromium(browser: String, folder: String) async throws {
    let home = try BrowserHome()
    let name = "abcdefghijklmnopabcdefghijklmnop"
    #expect(try await home.run("install", "--browser", browser).code == 0)
    let usual = try home.manifest("\(folder)/warifu_browser_host.json")
    #expect(usual["allowed_origins"] as? [String] == ["chrome-extension://bjkmkkmelbkdhlhidhjompmhlaplcahh/"])
    #expect(try await home.run("install", "--browser", browser, "--extension-id", "xyz").code == 2)
    let outcome = try await home.run("install", "--browser", browser, "--extension-id", name)
    #expect(outcome.code == 0 && outcome.output.contains("was found on PATH"))
    let manifest = try home.manifest("\(folder)/warifu_browser_host.json")
    #expect(manifest["allowed_origins"] as? [String] == ["chrome-extension://\(name)/"])
    #expect(manifest["allowed_extensions"] == nil)
    let wanted = try await home.run("doctor", "--json", "--browser", browser, "--extension-id", name)
    #expect(try home.codes(wanted).contains("pass hostManifestGood"))
    #expect(try home.codes(wanted).contains("pass hostAnswers"))
    let other = try await home.run(
      "doctor", "--json", "--browser", browser, "--extension-id", String(name.reversed()))
    #expect(try home.codes(other).contains("failure hostManifestOtherExtension"))
    #expect(try await home.run("uninstall", "--browser", browser).code == 0)
    #expect(!home.exists("\(folder)/warifu_browser_host.json"))
  }

  @Test("A host that is named must be a program; one on the search path is taken from there")
  func host() async throws {
    let home = try BrowserHome()
    let program = try home.program("own-host", "exit 0")
    #expect(try await home.run("install", "--host", program).code == 0)
    #expect(try home.manifest()["path"] as? String == program)
    for path in [home.path("nothing"), home.path(""), home.path(BrowserHome.manifest)] {
      let refused = try await home.run("install", "--json", "--host", path)
      #expect(refused.code == 2)
      #expect(try refused.error["message"]?.contains("no file that you can execute") == true)
    }
    #expect(try home.manifest()["path"] as? String == program)
  }

  @Test(
    "Where the only Firefox is in a sandbox it is named, and nothing is written",
    arguments: [".var/app/org.mozilla.firefox", "snap/firefox"])
  func confined(place: String) async throws {
    let home = try BrowserHome(firefox: nil)
    try home.write("", to: "\(place)/x")
    let outcome = try await home.run("install", "--json")
    #expect(outcome.code == 1)
    #expect(try outcome.error["code"] == "browserConfined")
    #expect(try outcome.error["message"]?.contains(home.path(place)) == true)
    #expect(!home.exists(".mozilla"))
    #expect(try home.codes(try await home.run("doctor", "--json")).contains("failure browserConfined"))

    try home.program("firefox", "echo 'Mozilla Firefox 145.0'")
    let beside = try await home.run("install")
    #expect(beside.code == 0 && beside.output.contains("! the Firefox that is a"))
    #expect(home.exists(BrowserHome.manifest))
    #expect(try home.codes(try await home.run("doctor", "--json")).contains("info browserConfinedToo"))
  }

  @Test("A script that starts a Snap or a Flatpak is no ordinary Firefox")
  func wrapper() async throws {
    for command in ["exec /snap/bin/firefox \"$@\"", "exec flatpak run org.mozilla.firefox \"$@\""] {
      let home = try BrowserHome(firefox: nil)
      try home.program("firefox", command)
      #expect(try await home.run("install").code == 1)
      try home.program("firefox-esr", "echo 'Mozilla Firefox 140.5.0esr'")
      #expect(try await home.run("install").code == 0)
    }
  }

  @Test("A file of that name that is somebody else's stays, unless it is said otherwise")
  func foreign() async throws {
    let other = #"{"name":"warifu_browser_host","description":"Mine","path":"/bin/true","type":"stdio"}"#
    for text in [other, "not JSON", "{}"] {
      let home = try BrowserHome()
      try home.write(text, to: BrowserHome.manifest)
      let refused = try await home.run("install", "--json")
      #expect(refused.code == 1)
      #expect(try refused.error["code"] == "foreignManifest")
      #expect(try refused.error["next"]?.contains("--force") == true)
      let kept = try await home.run("uninstall")
      #expect(kept.code == 0 && kept.output.contains("somebody else's and stays"))
      #expect(try home.read(BrowserHome.manifest) == text)
      #expect(try await home.run("install", "--force").code == 0)
      #expect(try home.manifest()["path"] as? String == BrowserHome.host)
    }
  }

  @Test(
    "Unsigned extensions are let in by consent alone, in the profile that Firefox opens, and no longer after uninstall")
  func unsigned() async throws {
    let home = try BrowserHome()
    let noProfile = try await home.run("install", "--allow-unsigned", "--yes")
    #expect(noProfile.code == 1 && noProfile.output.contains("Start Firefox once"), "\(noProfile.errors)")
    #expect(try home.manifest()["path"] as? String == BrowserHome.host)
    #expect(
      try await home.run("install", "--allow-unsigned", "--yes", "--json").json["unsigned"] as? String == "noProfile")
    #expect(try await home.run("uninstall").code == 0)
    try home.makeProfiles()
    let own = "user_pref(\"browser.startup.page\", 3);\n"
    let file = ".mozilla/firefox/two.default-esr/user.js"
    try home.write(own, to: file)
    let unasked = try await home.run("install", "--allow-unsigned")
    #expect(unasked.code == 2 && unasked.errors.contains("--yes"))
    #expect(!home.exists(BrowserHome.manifest))

    let outcome = try await home.run("install", "--allow-unsigned", "--yes")
    #expect(outcome.code == 0 && outcome.output.contains("any unsigned extension can be installed"))
    #expect(outcome.output.contains("Restart Firefox") && !outcome.output.contains("takes signed extensions only"))
    #expect(try home.read(file).hasPrefix(own) && home.read(file).hasSuffix("\(BrowserHome.preference)\n"))
    #expect(!home.exists(".mozilla/firefox/one.default/user.js"))
    let twice = try await home.run("install", "--allow-unsigned", "--json")
    #expect(try twice.json["unsigned"] as? String == "allowedBefore")

    // As Firefox does when it starts.
    let copy = ".mozilla/firefox/two.default-esr/prefs.js"
    try home.write("user_pref(\"a\", 1);\n\(BrowserHome.preference)\nuser_pref(\"b\", 2);\n", to: copy)
    let lock = home.path(".mozilla/firefox/two.default-esr/lock")
    #expect(symlink("127.0.0.1:+\(getpid())", lock) == 0)
    let inUse = try await home.run("uninstall")
    #expect(inUse.code == 1 && inUse.output.contains("End Firefox and run this again"))
    #expect(try home.read(file).contains(BrowserHome.preference))
    try FileManager.default.removeItem(atPath: lock)
    #expect(try await home.run("uninstall").code == 0)
    #expect(try home.read(file) == own)
    #expect(try home.read(copy) == "user_pref(\"a\", 1);\nuser_pref(\"b\", 2);\n")
  }

  @Test("A preference that the user set stays the user's")
  func ownPreference() async throws {
    let home = try BrowserHome()
    try home.makeProfiles()
    let file = ".mozilla/firefox/two.default-esr/user.js"
    try home.write("\(BrowserHome.preference)\n", to: file)
    let outcome = try await home.run("install", "--allow-unsigned")
    #expect(outcome.code == 0 && outcome.output.contains("was false already"))
    #expect(try await home.run("uninstall").code == 0)
    #expect(try home.read(file) == "\(BrowserHome.preference)\n")
  }

  @Test("A profile is found where newer versions of Firefox keep it; the manifest stays where they look for it")
  func newerPlace() async throws {
    let home = try BrowserHome()
    try home.makeProfiles(in: ".config/mozilla")
    let file = ".config/mozilla/firefox/two.default-esr/user.js"
    #expect(try await home.run("install", "--allow-unsigned", "--yes").code == 0)
    #expect(try home.read(file).hasSuffix("\(BrowserHome.preference)\n"))
    #expect(home.exists(BrowserHome.manifest) && !home.exists(".mozilla/firefox"))
    #expect(try await home.run("uninstall").code == 0)
    #expect(!home.exists(file))
    try home.makeProfiles(in: "other/mozilla")
    let outcome = try await home.run(
      "install", "--allow-unsigned", "--yes", "--json", environment: ["XDG_CONFIG_HOME": home.path("other")])
    #expect(try outcome.json["profile"] as? String == home.path("other/mozilla/firefox/two.default-esr"))
  }

  @Test("A release of Firefox is said to take signed extensions only, whatever is set")
  func release() async throws {
    let home = try BrowserHome(firefox: "Mozilla Firefox 145.0.1")
    try home.makeProfiles()
    let outcome = try await home.run("install", "--allow-unsigned", "--yes")
    #expect(outcome.code == 0 && outcome.output.contains("a release: it takes signed extensions only"))
  }

  @Test(
    "On a terminal it asks, and only a yes is one",
    .enabled(if: Program.areInstalled("script"), "script is not installed"), arguments: [("y", true), ("", false)])
  func terminal(answer: String, isYes: Bool) async throws {
    let home = try BrowserHome()
    try home.makeProfiles()
    let result = try await Command.run(
      "script", ["-qec", "'\(WarifuProgram.path)' browser install --allow-unsigned", "/dev/null"],
      input: Array("\(answer)\n".utf8),
      environment: [
        "HOME": home.folder.file("home"), "PATH": home.folder.file("bin"), "SHELL": "/bin/sh", "TERM": "dumb",
        "LANG": "C.UTF-8",
      ])
    #expect(result.output.contains("[y/N]"), "\(result.output)\(result.errors)")
    #expect(home.exists(".mozilla/firefox/two.default-esr/user.js") == isYes)
    #expect(home.exists(BrowserHome.manifest))
    #expect(result.output.contains("was left as it is") == !isYes)
  }

  @Test("Options that do not go together are a wrong command line")
  func usage() async throws {
    let home = try BrowserHome()
    let name = "abcdefghijklmnopabcdefghijklmnop"
    for arguments in [
      ["install", "--extension-id", name], ["install", "--yes"], ["install", "--browser", "opera"],
      ["install", "--browser", "chrome", "--extension-id", name, "--allow-unsigned"],
      ["doctor", "--extension-id", name],
    ] {
      let outcome = try await WarifuProgram.run(["browser"] + arguments, environment: ["HOME": home.path("")])
      #expect(outcome.code == 2 && outcome.errors.contains("rror: "), "\(arguments)")
    }
    #expect(!home.exists(".mozilla"))
  }
}
