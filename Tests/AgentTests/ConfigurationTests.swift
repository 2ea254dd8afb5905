import Agent
import DNS
import Declarations
import EtcdStore
import Foundation
import Loopback
import Monitoring
import PartnerLink
import Settings
import Testing

@Suite("warifud.yaml")
struct ConfigurationTests {
  @Test("a good file is read whole, relative paths from its own folder")
  func good() throws {
    let place = try ConfigurationPlace()
    let configuration = try place.load()
    #expect(configuration.organization == "shop")
    #expect(configuration.storeFile == place.folder.file("state/warifud.sqlite"))
    #expect(configuration.hosts.map(\.name.description) == ["ec-1.test"])
    #expect(configuration.partners.map(\.pairs.description) == ["[ec-1.test>pay-1.test]"])
    #expect(configuration.publishers.map(\.ttl) == [300])
    #expect(configuration.partners.map(\.maximumValidity) == [7 * 86_400])
  }

  @Test("the store is a file, unless an etcd is named")
  func store() throws {
    let place = try ConfigurationPlace()
    guard case .sqlite = try place.load().store else {
      Issue.record("not a file")
      return
    }
    try place.folder.write(
      ConfigurationPlace.text + """
        store:
          etcd:
            endpoints: ["https://etcd-1.test:2379", "https://etcd-2.test:2379"]
            ca: pay.pem
            certificate: both.pem
            key: both.pem

        """, to: "warifud.yaml")
    guard case .etcd(let settings) = try place.load().store else {
      Issue.record("not an etcd")
      return
    }
    #expect(settings.endpoints.map(\.description) == ["https://etcd-1.test:2379", "https://etcd-2.test:2379"])
    #expect((settings.prefix, settings.lease) == ("/warifu/shop/", 15))
    #expect(settings.tls != nil)
  }

  @Test("nothing is monitored unless the section is there; what it leaves out has the usual value")
  func monitor() throws {
    let place = try ConfigurationPlace()
    #expect(try place.load().monitor == nil)
    func read(_ section: String) throws -> MonitorSettings {
      try place.folder.write(ConfigurationPlace.text + section + "\n", to: "warifud.yaml")
      return try #require(try place.load().monitor)
    }
    let bare = try read("monitor: {}")
    #expect(bare.interval == .seconds(300))
    #expect(bare.metrics == nil && bare.webhook == nil && bare.events == nil && bare.urls.isEmpty)
    let full = try read(
      """
      monitor:
        interval: 60
        metrics: "[::1]:9464"
        webhook: https://alerts.test/hook
        webhookSecretFile: tsig
        events: events.log
        ca: host.pem
        ports: { ec-1.test: 8443 }
        urls: [https://ec-1.test/checkout]
      """)
    #expect(full.interval == .seconds(60))
    #expect(full.metrics?.description == "[::1]:9464")
    #expect(full.webhook?.url == "https://alerts.test/hook" && full.webhook?.secret != nil)
    #expect(full.events == place.folder.file("events.log"))
    #expect(full.ports.values.sorted() == [8443])
    #expect(full.urls == ["https://ec-1.test/checkout"])
  }

  @Test(
    "a mistake is told with file, line and key",
    arguments: [
      ("socket: shop.sock", "sockett: shop.sock", "sockett", "Did you mean `socket`?"),
      ("listen: 127.0.0.1:7443", "listen: 127.0.0.1", "listen", "not an address with a port"),
      ("- name: ec-1.test", "- name: EC-1.test", "hosts[0].name", ""),
      ("certificate: host.pem", "certificate: nothing.pem", "hosts[0].certificate", "nothing.pem"),
      ("certificate: host.pem", "certificate: expired.pem", "hosts[0].certificate", "expired on"),
      ("certificate: host.pem", "certificate: tsig", "hosts[0].certificate", "tsig"),
      (
        "certificates: [pay.pem]", "certificates: [pay.pem, pay.pem]", "partners[0].certificates",
        "one certificate, or two"
      ),
      ("certificates: [pay.pem]", "certificates: [both.pem]", "partners[0].certificates[0]", "Ask the partner"),
      ("certificates: [pay.pem]", "certificates: [expired.pem]", "partners[0].certificates[0]", "Ask the partner"),
      ("certificate: host.pem", "certificate: both.pem", "hosts[0].certificate", "the web server's private key"),
      ("pairs: [\"ec-1.test>pay-1.test\"]", "pairs: [ec-1.test]", "partners[0].pairs[0]", "not a pair"),
      ("maximumValidity: 7d", "maximumValidity: 15d", "partners[0].maximumValidity", "From 1h to 14d"),
      ("maximumValidity: 7d", "maximumValidity: 30m", "partners[0].maximumValidity", "From 1h to 14d"),
      ("ttl: 300", "ttl: 3601", "publishers[0].ttl", "out of range"),
      ("ttl: 300", "ttl: often", "publishers[0].ttl", "whole number"),
      ("secretFile: tsig", "secretFile: open", "publishers[0].key.secretFile", "others may use it"),
      ("secretFile: tsig", "secretFile: short", "publishers[0].key.secretFile", "fewer than 16 octets"),
      ("algorithm: hmac-sha256", "algorithm: hmac-md5", "publishers[0].key.algorithm", "hmac-md5"),
      ("trustAnchor: root.ds", "trustAnchor: host.pem", "resolver.trustAnchor", ""),
      ("fresh: recursive", "fresh: system", "resolver.fresh", "own servers"),
      ("identity: identity", "identity: nowhere", "identity", "nowhere"),
      ("state: state", "store: {}", "store.etcd", "is missing"),
      ("state: state", "store: {sqlite: {}}", "store.etcd", "is missing"),
      ("state: state", "store: {etcd: {}}", "store.etcd.endpoints", "is missing"),
      ("state: state", "store: {etcd: {endpoints: []}}", "store.etcd.endpoints", "1 to 16"),
      (
        "state: state", "store: {etcd: {endpoints: [\"http://192.0.2.1:2379\"]}}", "store.etcd.endpoints[0]",
        "clear text"
      ),
      (
        "state: state", "store: {etcd: {endpoints: [\"https://etcd.test:1\"], key: tsig}}", "store.etcd.key",
        "belong together"
      ),
      (
        "state: state", "store: {etcd: {endpoints: [\"https://etcd.test:1\"], ca: tsig}}", "store.etcd.ca", "tsig"
      ),
      (
        "state: state", "store: {etcd: {endpoints: [\"http://127.0.0.1:1\"], ca: host.pem}}", "store.etcd.ca",
        "of no use without TLS"
      ),
      (
        "state: state", "store: {etcd: {endpoints: [\"http://127.0.0.1:1\"], leaseSeconds: 1}}",
        "store.etcd.leaseSeconds", "out of range"
      ),
      ("state: state", "monitor: {interval: never}", "monitor.interval", "not a span of time"),
      ("state: state", "monitor: {interval: 0}", "monitor.interval", "from 1s to 1d"),
      ("state: state", "monitor: {intervall: 5m}", "monitor.intervall", "Did you mean `interval`?"),
      ("state: state", "monitor: {metrics: \"0.0.0.0:9464\"}", "monitor.metrics", "not a loopback address"),
      ("state: state", "monitor: {metrics: \"192.0.2.1:9464\"}", "monitor.metrics", "not a loopback address"),
      ("state: state", "monitor: {metrics: 127.0.0.1}", "monitor.metrics", "not an address with a port"),
      ("state: state", "monitor: {webhook: \"ftp://a.test/\"}", "monitor.webhook", "no http or https URL"),
      ("state: state", "monitor: {webhookSecretFile: tsig}", "monitor.webhookSecretFile", "of no use without"),
      (
        "state: state", "monitor: {webhook: \"https://a.test/\", webhookSecretFile: open}", "monitor.webhookSecretFile",
        "others may use it"
      ),
      (
        "state: state", "monitor: {webhook: \"https://a.test/\", webhookSecretFile: short}",
        "monitor.webhookSecretFile", "fewer than 16 octets"
      ),
      ("state: state", "monitor: {ca: tsig}", "monitor.ca", "PEM form"),
      ("state: state", "monitor: {ports: {ec-1.test: 0}}", "monitor.ports.ec-1.test", "out of range"),
      ("state: state", "monitor: {ports: {EC-1.test: 443}}", "monitor.ports.EC-1.test", "host.example: 8443"),
      ("state: state", "monitor: {urls: [\"https://a.test/\", \"ftp://a.test/\"]}", "monitor.urls[1]", "URL"),
      (
        "state: state", "store: {etcd: {endpoints: [\"http://127.0.0.1:1\"], leaseSecond: 15}}",
        "store.etcd.leaseSecond",
        "Did you mean `leaseSeconds`?"
      ),
    ])
  func mistakes(_ right: String, _ wrong: String, _ key: String, _ words: String) throws {
    let place = try ConfigurationPlace()
    let text = ConfigurationPlace.text.replacingOccurrences(of: right, with: wrong)
    try place.folder.write(text, to: "warifud.yaml")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(wrong) }
    do {
      _ = try place.load()
      Issue.record("\(wrong) was taken")
    } catch {
      #expect(error.key == key)
      #expect(error.line == line.map { $0 + 1 }, "\(error)")
      #expect(error.description.hasPrefix(place.folder.file("warifud.yaml") + ":"))
      #expect(words.isEmpty || error.description.contains(words), "\(error)")
      #expect(!error.description.contains(AgentWorld.secret))
    }
  }

  @Test(
    "one of a partner's two certificates that has ended is a warning, and only the other counts", arguments: [0, 1])
  func rotation(_ over: Int) throws {
    let place = try ConfigurationPlace()
    let names = over == 0 ? "expired.pem, pay.pem" : "pay.pem, expired.pem"
    let text = ConfigurationPlace.text.replacingOccurrences(of: "[pay.pem]", with: "[\(names)]")
    try place.folder.write(text, to: "warifud.yaml")
    let configuration = try place.load()
    let pay = try PartnerCertificate.load(place.folder.file("pay.pem")).pin
    #expect(configuration.partners.map { $0.certificates.map(\.pin) } == [[pay]])
    let warning = try #require(configuration.warnings.first)
    #expect(configuration.warnings.count == 1 && warning.key == "partners[0].certificates[\(over)]")
    #expect(warning.line == 17 && warning.problem.contains("expired on"))
  }

  @Test("an identity whose key others may read is refused with the command that helps")
  func looseKey() throws {
    let place = try ConfigurationPlace()
    let key = place.folder.file("identity/agent.key")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    let error = #expect(throws: SettingsError.self) { try place.load() }
    #expect(error?.description.contains("chmod 600 \(key)") == true)
  }

  @Test("the program says the same, and its exit codes are 0 and 2")
  func program() async throws {
    let place = try ConfigurationPlace()
    let file = place.folder.file("warifud.yaml")
    let good = try await Command.run(AgentSide.program("warifud"), ["--check", "--config", file])
    #expect(good.status == .exited(0) && good.output == "\(file): good\n")
    try place.folder.write("organization: x\nhost: []\n", to: "warifud.yaml")
    let bad = try await Command.run(AgentSide.program("warifud"), ["--check", "--config", file])
    #expect(bad.status == .exited(2) && bad.errors.contains("\(file):"))
    let usage = try await Command.run(AgentSide.program("warifud"), ["--nonsense"])
    #expect(usage.status == .exited(2) && usage.errors.contains("--nonsense"))
  }
}
