import DNS
import DNSWire
import HopVerifier
import Monitoring
import Synchronization
import Testing

@Suite("Which servers of a zone are asked")
struct ZoneServersTests {
  /// Answers by `NAME TYPE`; everything else is securely absent.
  final class Script: NameLookup {
    private let answers: [String: Lookup]
    private let addresses: [String: [String]]
    private let asked = Mutex<[String]>([])

    init(_ answers: [String: Lookup], _ addresses: [String: [String]]) {
      self.answers = answers
      self.addresses = addresses
    }

    var questions: [String] { self.asked.withLock { $0 } }

    func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup {
      self.asked.withLock { $0.append("\(name)") }
      return self.answers["\(name)"] ?? .absent(kind: .nxdomain, ttl: 300, secure: true)
    }

    func addresses(of host: String, deadline: Duration) async -> AddressLookup {
      self.addresses[host].map { .found($0, secure: true) } ?? .absent(secure: true)
    }

    func checkPath(deadline: Duration) async -> PathState { .validates }
  }

  private static func servers(
    known: [(zone: DomainName, servers: [ServerAddress])] = [], _ script: Script, of name: String
  ) async throws -> [String] {
    await ZoneServers(known: known, names: script, deadline: .seconds(1)).servers(for: try DomainName(name))
      .map(\.description)
  }

  private static func names(_ names: String...) throws -> Lookup {
    .records(try names.map { try DomainName($0).wire }, ttl: 300, secure: true)
  }

  @Test("of a zone that the configuration names those that it names, of the closest one")
  func known() async throws {
    let script = Script([:], [:])
    let known = [
      (try DomainName("shop.test"), [try ServerAddress("192.0.2.1:53")]),
      (try DomainName("_m2dmrt.shop.test"), [try ServerAddress("192.0.2.2:53"), try ServerAddress("192.0.2.3:53")]),
    ]
    #expect(
      try await Self.servers(known: known, script, of: "_m2dmrt.shop.test") == ["192.0.2.2:53", "192.0.2.3:53"])
    #expect(try await Self.servers(known: known, script, of: "_m2dmrt.www.shop.test") == ["192.0.2.1:53"])
    #expect(script.questions.isEmpty)
  }

  @Test("of others those of the closest NS records upwards, one address of each, IPv4 first")
  func others() async throws {
    let script = Script(
      ["shop.test.": try Self.names("ns1.test", "ns2.test", "gone.test")],
      ["ns1.test.": ["2001:db8::1", "192.0.2.9"], "ns2.test.": ["2001:db8::2"]])
    #expect(
      try await Self.servers(script, of: "_m2dmrt.www.shop.test") == ["192.0.2.9:53", "[2001:db8::2]:53"])
    #expect(script.questions == ["_m2dmrt.www.shop.test.", "www.shop.test.", "shop.test."])
  }

  @Test("none where the DNS does not say, and never the root's")
  func none() async throws {
    #expect(try await Self.servers(Script([:], [:]), of: "_m2dmrt.shop.test").isEmpty)
    let silent = Script(["_m2dmrt.shop.test.": .unreachable(reason: "no answer")], [:])
    #expect(try await Self.servers(silent, of: "_m2dmrt.shop.test").isEmpty)
    #expect(silent.questions.count == 1)
  }
}
