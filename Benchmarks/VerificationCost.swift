import DNS
import DNSWire
import Declarations
import Foundation
import HopVerifier
import Loopback
import Synchronization
import TLSKeys

#if canImport(Glibc)
import Glibc
#endif

/// What verifying one hop costs in processor time once the DNS answers are cached: three validated look-ups of the
/// resolver's cache, reading the records, and both signatures. The handshakes are not in it.
enum VerificationCost {
  static let rounds = 4_000

  static func measure() async throws -> [String: Double] {
    var results: [String: Double] = [:]
    for kind in [PrivateKey.Kind.p256, .rsa2048, .p384, .ed25519] {
      results[kind.rawValue] = try await Self.millisecondsPerHop(kind)
    }
    return results
  }

  static func millisecondsPerHop(_ kind: PrivateKey.Kind) async throws -> Double {
    let origin = try HostName("shop.test")
    let destination = try HostName("pay.test")
    let now = Int64(Date().timeIntervalSince1970)
    let keys = (origin: try PrivateKey.generate(kind), destination: try PrivateKey.generate(kind))
    let records = try [
      Self.record(by: origin, keys.origin, about: keys.destination.publicKey, origin, destination, now),
      Self.record(by: destination, keys.destination, about: keys.origin.publicKey, origin, destination, now),
    ]
    let lines = records.map { text in
      let strings = stride(from: 0, to: text.count, by: 250).map { start in
        "\"" + text.dropFirst(start).prefix(250) + "\""
      }
      return "pay.test._m2dmrt 3600 TXT \(strings.joined(separator: " "))"
    }
    let knot = try await KnotServer.start(
      [
        KnotZone("shop.test.", records: lines + ["_m2dmrt 3600 TXT \"v=M2DMRT1; p=enforce\""]),
        KnotZone("pay.test.", records: ["_m2dmrt 3600 TXT \"v=M2DMRT1; in=require\""]),
      ])
    let resolver = try ValidatingResolver(
      ResolverConfiguration(
        path: .forward([try ServerAddress("\(knot.address):\(knot.port)")]),
        trustAnchors: try TrustAnchors(presentation: [knot.trustAnchorDS])))
    let verifier = HopVerifier(
      names: resolver, startsAtZoneServers: false, freshLook: nil, memory: NoPolicyMemory(), now: { now })
    let hop = Hop(
      origin: .name(origin), destination: .name(destination), kinds: [.redirect],
      originEnd: .keys([keys.origin.publicKey]))
    let end = HopEnd.keys([keys.destination.publicKey])
    for _ in 0..<50 {
      let verdict = await verifier.verify(hop) { end }
      guard verdict.judgement.verdict == .verified else {
        throw BenchmarkFailure(message: "the hop is \(verdict.judgement.verdict): \(verdict.judgement.reason ?? "")")
      }
    }
    let started = Self.processorMilliseconds()
    for _ in 0..<Self.rounds { _ = await verifier.verify(hop) { end } }
    let cost = (Self.processorMilliseconds() - started) / Double(Self.rounds)
    await knot.stop()
    return cost
  }

  static func record(
    by signer: HostName, _ key: PrivateKey, about target: PublicKey, _ origin: HostName, _ destination: HostName,
    _ now: Int64
  ) throws -> String {
    let statement = try Statement(
      origin: origin, destination: destination, signer: signer, algorithm: key.publicKey.algorithm,
      notBefore: now - 600,
      expires: now + 1_209_600, signerKey: key.publicKey.digest, targetKeys: [target.digest])
    return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
  }

  /// User and system time of this process, all threads.
  static func processorMilliseconds() -> Double {
    // POSIX fixes CLOCKS_PER_SEC at a million.
    Double(clock()) / 1_000
  }
}
