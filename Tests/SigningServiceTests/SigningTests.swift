import Declarations
import Foundation
import Logging
import Loopback
import Settings
import Synchronization
import TLSKeys
import Testing

@testable import SigningService

@Suite("A signing agent", .timeLimit(.minutes(1)))
struct SigningTests {
  @Test("signs with each kind of key, and what it signs verifies as the statement's own octets")
  func signs() async throws {
    let fixture = try SignerFixture([.rsa2048, .p256, .p384, .ed25519])
    try await fixture.serve { (client: SigningClient) async throws in
      let known = try await client.keys(of: HostName("ec-1.test"))
      #expect(known.map(\.key) == fixture.keys.map(\.publicKey))
      for index in fixture.keys.indices {
        let statement = try fixture.statement(key: index)
        let signature = try await client.sign(statement)
        #expect(fixture.keys[index].publicKey.verifies(signature, over: statement.signedOctets))
      }
    }
    let log = try fixture.log()
    #expect(log.map { $0["outcome"] as? String } == ["signed", "signed", "signed", "signed"])
    let line = try #require(log.last)
    #expect(line["caller"] as? String == "uid \(geteuid())")
    #expect(line["signer"] as? String == "ec-1.test")
    #expect(line["target"] as? String == "pay-1.test")
    #expect(line["key"] as? String == fixture.keys[3].publicKey.tag.base64URL)
    #expect(line["algorithm"] as? String == "EdDSA")
    #expect(line["time"] as? String == "2026-09-21T14:13:20Z")
    #expect(line["expires"] as? Int64 == SignerFixture.now + 14 * 86_400)
    #expect((line["targetKeys"] as? [String])?.count == 2)
  }

  @Test("refuses, says why, and writes it down", arguments: Wrong.all)
  func refuses(wrong: Wrong) async throws {
    let fixture = try SignerFixture()
    var request = fixture.request()
    wrong.change(&request)
    let asked = request
    try await fixture.serve { (client: SigningClient) async throws in
      do {
        _ = try await client.sign(asked)
        Issue.record("signed")
      } catch SigningClientError.refused(let refusal) {
        #expect(refusal.code == wrong.code)
        #expect(!refusal.message.isEmpty)
      }
    }
    let line = try #require(try fixture.log().last)
    #expect(line["outcome"] as? String == "refused")
    #expect(line["code"] as? String == wrong.code)
  }

  @Test(
    "times at the ends of the number range are refused",
    arguments: [(Int64.min, Int64.max), (.min, .min), (.max, .max), (.max, .min), (-600, .max)])
  func hostileTimes(notBefore: Int64, expires: Int64) throws {
    let fixture = try SignerFixture()
    var request = fixture.request()
    (request.notBefore, request.expires) = (notBefore, expires)
    let fields = try SigningFields(request)
    let host = SignerHost(
      name: fields.signer, place: SettingsPlace(file: "signer.yaml", line: 1, key: "hosts"), keyPaths: [],
      with: [fields.target])
    let policy = SigningPolicy(hosts: [host], limits: SignerLimits())
    for now in [0, SignerFixture.now] {
      #expect(throws: SigningRefusal.self) { try policy.judge(fields, now: now) }
    }
  }

  @Test("signs at the very bounds of what it allows")
  func bounds() async throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    for notBefore in [SignerFixture.now - 1200, SignerFixture.now] {
      var request = fixture.request()
      request.notBefore = notBefore
      request.expires = notBefore + 14 * 86_400 + 600
      _ = try await agent.sign(request, caller: .user(0))
    }
    var request = fixture.request()
    request.targetKeys = (1...16).map { [UInt8](repeating: UInt8($0), count: 32) }
    request.expires = SignerFixture.now + 1
    _ = try await agent.sign(request, caller: .user(0))
    #expect(try fixture.log().count == 3)
  }

  @Test("lists no keys of a host it does not name, and writes that down")
  func strangersKeys() async throws {
    let fixture = try SignerFixture()
    try await fixture.serve { (client: SigningClient) async throws in
      await #expect { try await client.keys(of: HostName("other.test")) } throws: {
        guard case .refused(let refusal)? = $0 as? SigningClientError else { return false }
        return refusal.code == "hostNotNamed"
      }
    }
    #expect(try fixture.log().last?["outcome"] as? String == "keysRefused")
  }

  /// What comes of asking so many times.
  private func outcomes(_ count: Int, _ agent: SigningAgent, _ request: SigningRequest) async -> [String] {
    var outcomes: [String] = []
    for _ in 0..<count {
      do throws(SigningRefusal) {
        _ = try await agent.sign(request, caller: .user(0))
        outcomes.append("signed")
      } catch {
        outcomes.append(error.code)
      }
    }
    return outcomes
  }

  @Test("signs no more in a second than its limit: who comes early waits, for a second at most")
  func rate() async throws {
    let fixture = try SignerFixture(more: "rateLimit: 3")
    let waits = Mutex<[Duration]>([])
    let agent = try fixture.agent { wait in waits.withLock { $0.append(wait) } }
    let request = fixture.request()
    #expect(
      await self.outcomes(6, agent, request) == Array(repeating: "signed", count: 4) + ["rateExceeded", "rateExceeded"])
    let third = Duration.seconds(1) / 3
    // The last of these is the first refusal, of which more could be left out.
    #expect(waits.withLock { Array($0.prefix(3)) } == [third, third * 2, third * 3])
    fixture.pass(.milliseconds(340))
    #expect(await self.outcomes(2, agent, request) == ["signed", "rateExceeded"])
    fixture.pass(.seconds(60))
    #expect(await self.outcomes(5, agent, request) == Array(repeating: "signed", count: 4) + ["rateExceeded"])
  }

  @Test("gives no more than a tenth above its limit in the first second", arguments: [1, 9, 200, 5000])
  func firstSecond(rate: Int) {
    let start = ContinuousClock.now
    var gate = RateGate(rate: rate, now: start)
    var (atOnce, inTheSecond) = (0, 0)
    for millisecond in 0..<1000 {
      for _ in 0..<(rate / 100 + 1) {
        let now = start + .milliseconds(millisecond)
        guard let wait = gate.pass(now: now) else { continue }
        if wait == .zero, millisecond == 0 { atOnce += 1 }
        if now + wait < start + .seconds(1) { inTheSecond += 1 }
      }
    }
    #expect(atOnce <= max(rate / 10, 1))
    #expect((rate...(rate + max(rate / 10, 1))).contains(inTheSecond))
  }

  @Test("lets refused requests take nobody's turn")
  func refusedTakeNoTurn() async throws {
    let fixture = try SignerFixture(more: "rateLimit: 3")
    let agent = try fixture.agent()
    var wrong = fixture.request()
    wrong.target = "pay-3.test"
    wrong.destination = "pay-3.test"
    #expect(await Set(self.outcomes(100, agent, wrong)) == ["targetNotNamed"])
    #expect(await self.outcomes(4, agent, fixture.request()) == Array(repeating: "signed", count: 4))
  }

  @Test("gives whoever leaves while it waits no signature ahead of its turn")
  func leaving() async throws {
    let fixture = try SignerFixture(more: "rateLimit: 3")
    let agent = try fixture.agent { _ in throw CancellationError() }
    #expect(await self.outcomes(2, agent, fixture.request()) == ["signed", "rateExceeded"])
  }

  @Test("never signs past the end of the key's certificate")
  func certificate() async throws {
    let fixture = try SignerFixture()
    let authority = try CertificateOfKey(fixture.keys[0], notAfter: SignerFixture.now + 86_400)
    try fixture.folder.write(fixture.keys[0].pkcs8PEM + authority.pem, to: "keys/ec-1.test/0.pem", mode: 0o600)
    let agent = try fixture.agent()
    #expect(try agent.keys(of: "ec-1.test", caller: .user(0)).first?.certificateExpires == SignerFixture.now + 86_400)
    await #expect { try await agent.sign(fixture.request(), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "expiresAfterCertificate"
    }
    var request = fixture.request()
    request.expires = SignerFixture.now + 86_400
    _ = try await agent.sign(request, caller: .user(0))
  }
}

/// One thing wrong with a request, and the word for it.
struct Wrong: Sendable, CustomTestStringConvertible {
  let code: String
  let change: @Sendable (inout SigningRequest) -> Void

  var testDescription: String { self.code }

  static let all: [Wrong] = [
    Wrong(code: "hostNotNamed") {
      $0.origin = "other.test"
      $0.signer = "other.test"
    },
    Wrong(code: "targetNotNamed") {
      $0.destination = "pay-3.test"
      $0.target = "pay-3.test"
    },
    Wrong(code: "sameHost") {
      $0.destination = "ec-1.test"
      $0.target = "ec-1.test"
    },
    Wrong(code: "malformedRequest") { $0.signer = "EC-1.test" },
    Wrong(code: "malformedRequest") { $0.target = "pay-2.test" },
    Wrong(code: "malformedRequest") { $0.key = [1, 2, 3] },
    Wrong(code: "malformedRequest") { $0.origin = "ec-1.test\norigin=pay-1.test" },
    Wrong(code: "targetKeysNotCanonical") { $0.targetKeys = [] },
    Wrong(code: "targetKeysNotCanonical") { $0.targetKeys = [[UInt8](repeating: 7, count: 31)] },
    Wrong(code: "targetKeysNotCanonical") { $0.targetKeys += $0.targetKeys },
    Wrong(code: "targetKeysNotCanonical") { $0.targetKeys.append([UInt8](repeating: 6, count: 32)) },
    Wrong(code: "targetKeysNotCanonical") {
      $0.targetKeys = (1...17).map { [UInt8](repeating: UInt8($0), count: 32) }
    },
    Wrong(code: "validityTooLong") { $0.expires += 1 },
    Wrong(code: "validityTooLong") { $0.expires = .max },
    Wrong(code: "notBeforeTooFar") { $0.notBefore += 601 },
    Wrong(code: "notBeforeTooFar") { $0.notBefore -= 601 },
    Wrong(code: "notBeforeTooFar") { $0.notBefore = .min },
    Wrong(code: "notBeforeTooFar") { $0.notBefore = .max },
    Wrong(code: "alreadyExpired") { $0.expires = SignerFixture.now },
    Wrong(code: "alreadyExpired") { $0.expires = .min },
    Wrong(code: "unknownKey") { $0.key = [UInt8](repeating: 1, count: 32) },
  ]
}
