import Settings
import SigningService
import Testing

@Suite("signer.yaml")
struct SignerSettingsTests {
  private func complaint(_ text: String) -> String {
    do {
      _ = try SignerSettings(try SettingsFile.parse(text, name: "signer.yaml"))
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test("needs hosts and whom they may declare with, the rest has defaults")
  func defaults() throws {
    let settings = try SignerSettings(
      try SettingsFile.parse("hosts:\n  - name: ec-1.test\n    with: [pay-1.test]\n", name: "/etc/warifu/signer.yaml"))
    #expect(settings.socket == "/run/warifu-signer/signer.sock")
    #expect(settings.log == "/var/log/warifu-signer/signer.log")
    #expect(settings.limits == SignerLimits())
    #expect(settings.limits.maximumValidity == 1_209_600)
    #expect(settings.limits.rate == 200)
    #expect(settings.hosts.first?.keyPaths.map(\.path) == ["/etc/warifu/keys/ec-1.test/"])
    #expect(settings.listener == nil)
  }

  @Test(
    "is refused with the line of what is wrong",
    arguments: [
      ("socket: /run/s\n", "signer.yaml:1: hosts: is missing. Add `hosts:` to the file."),
      ("hosts: []\n", "signer.yaml:1: hosts: names no host, so there is nothing to sign for. Name one."),
      (
        "maximumValidity: 31d\nhosts: []\n",
        "signer.yaml:1: maximumValidity: 31d is out of range. From 1h to 30d is allowed."
      ),
      (
        "hosts:\n  - name: a.test\n    with: [b.test]\n  - name: a.test\n    with: [c.test]\n",
        "signer.yaml:4: hosts[1].name: a.test stands twice. Keep one entry for each host."
      ),
      (
        "hosts:\n  - name: a.test\n    with: [b.test]\n    keys: [../b.pem]\n",
        "signer.yaml:4: hosts[0].keys: `../b.pem` leads out of the folder of keys. Name a file in /etc/warifu/keys."
      ),
      (
        "hosts:\n  - name: a.test\n    with: [a.test]\n",
        "signer.yaml:3: hosts[0].with: a.test is the host itself. Name the hosts of its relationships."
      ),
      (
        "user: nobody-here\nhosts: []\n",
        "signer.yaml:1: user: there is no user `nobody-here` on this machine. Name a user of this machine, or its number."
      ),
      (
        "hosts:\n  - name: a.test\n    with: [b.test]\nlissten: 1\n",
        "signer.yaml:4: lissten: is not a key of this file. Did you mean `listen`?"
      ),
    ])
  func wrong(text: String, told: String) {
    #expect(self.complaint(text) == told)
  }

  @Test("takes no host name in upper case")
  func upperCase() {
    #expect(self.complaint("hosts:\n  - name: A.test\n    with: [b.test]\n").hasPrefix("signer.yaml:2: hosts[0].name:"))
  }
}
