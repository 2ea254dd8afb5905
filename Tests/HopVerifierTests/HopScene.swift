import DNS
import DNSWire
import Declarations
import HopVerifier
import Synchronization
import TLSKeys

/// An origin `shop.test` and a destination `pay.test`, both reached over TLS, at one moment.
struct HopScene {
  static let now: Int64 = 1_790_500_000
  static let declaration = "pay.test._m2dmrt.shop.test"
  static let originPolicy = "_m2dmrt.shop.test"
  static let destinationPolicy = "_m2dmrt.pay.test"

  let origin: PrivateKey
  let destination: PrivateKey

  init() throws {
    self.origin = try PrivateKey.generate(.p256)
    self.destination = try PrivateKey.generate(.p256)
  }

  /// Both halves, with this end; valid by default.
  func pair(expires: Int64 = Self.now + 86_400, ttl: UInt32 = 300, secure: Bool = true) throws -> Lookup {
    let halves = try [("shop.test", self.origin, self.destination), ("pay.test", self.destination, self.origin)]
      .map { signer, key, other in
        let statement = try Statement(
          origin: try HostName("shop.test"), destination: try HostName("pay.test"), signer: try HostName(signer),
          algorithm: key.publicKey.algorithm, notBefore: Self.now - 86_400, expires: expires,
          signerKey: key.publicKey.digest, targetKeys: [other.publicKey.digest])
        return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
      }
    return Self.texts(halves, ttl: ttl, secure: secure)
  }

  static func policy(_ tags: String, ttl: UInt32 = 300, secure: Bool = true) -> Lookup {
    self.texts(["v=M2DMRT1; \(tags)"], ttl: ttl, secure: secure)
  }

  static func texts(_ texts: [String], ttl: UInt32 = 300, secure: Bool = true) -> Lookup {
    .records(texts.map { TXTData.encode(Array($0.utf8)) }, ttl: ttl, secure: secure)
  }

  /// Verifies the hop once.
  ///
  /// - Parameter fresh: what the fresh look asks; nil where none can be made.
  func verify(
    _ names: ScriptedNames, fresh: ScriptedNames? = nil, memory: any PolicyMemory = NoPolicyMemory(),
    kinds: Set<HopKind> = [.redirect]
  ) async -> HopVerdict {
    await self.verifier(names, fresh: fresh, memory: memory).verify(self.hop(kinds)) { self.reached }
  }

  func verifier(
    _ names: ScriptedNames, fresh: ScriptedNames? = nil, startsAtZoneServers: Bool = false,
    memory: any PolicyMemory = NoPolicyMemory()
  ) -> HopVerifier {
    HopVerifier(
      names: names, startsAtZoneServers: startsAtZoneServers,
      freshLook: fresh.map { fresh in FreshLook(name: "a script") { fresh } }, memory: memory, now: { Self.now })
  }

  func hop(_ kinds: Set<HopKind> = [.redirect]) -> Hop {
    Hop(
      origin: HopHost("shop.test"), destination: HopHost("pay.test"), kinds: kinds,
      originEnd: .keys([self.origin.publicKey]))
  }

  var reached: HopEnd { .keys([self.destination.publicKey]) }
}

/// A memory that lasts as long as the test.
final class TestMemory: PolicyMemory {
  private let policies = Mutex<[HostName: RememberedPolicy]>([:])

  func policy(of host: HostName, now: Int64) -> RememberedPolicy? {
    self.policies.withLock { $0[host].flatMap { $0.until > now ? $0 : nil } }
  }

  func apply(_ changes: [PolicyMemoryChange]) {
    self.policies.withLock { policies in
      for change in changes {
        switch change {
        case .remember(let host, let policy): policies[host] = policy
        case .forget(let host): policies[host] = nil
        }
      }
    }
  }
}
