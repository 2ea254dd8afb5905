import Attestation
import Attesters
import Crypto
import Foundation
import Synchronization

/// How many pieces of evidence one thread verifies in a second of processor time, beside what the verifications of their signatures alone
/// would allow, and how much faster two threads are by the clock.
///
/// Evidence is real where files are given, else simulated here.
struct EvidenceSpeed {
  /// One piece of evidence with all that its verification needs.
  private struct Subject {
    let octets: [UInt8]
    let now: Int64
    let endorsements: Endorsements
    let roots: TrustedRoots
  }

  private static let rounds = 9
  private static let batch = 250

  /// - Parameter words: `FILE TIME` of a Nitro document, an SEV-SNP report and a TDX quote, times in Unix seconds, then files with
  ///   endorsements; or none.
  static func measure(_ words: [String]) async throws -> [String: Double] {
    let subjects = words.isEmpty ? try await Self.simulated() : try Self.real(words)
    var results: [String: Double] = [:]
    for format in EvidenceFormat.allCases {
      guard let subject = subjects[format] else { continue }
      for (name, value) in try Self.speeds(of: format, subject) { results["\(format.rawValue).\(name)"] = value }
    }
    return results
  }

  // MARK: Subjects

  private static func real(_ words: [String]) throws -> [EvidenceFormat: Subject] {
    guard words.count >= 6 else {
      throw BenchmarkFailure(message: "three pieces of evidence with their times are needed")
    }
    func octets(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }
    let endorsements = try Endorsements(try words.dropFirst(6).map(octets))
    var subjects: [EvidenceFormat: Subject] = [:]
    for (place, format) in EvidenceFormat.allCases.enumerated() {
      guard let now = Int64(words[2 * place + 1]) else {
        throw BenchmarkFailure(message: "no time: \(words[2 * place + 1])")
      }
      subjects[format] = Subject(
        octets: try octets(words[2 * place]), now: now, endorsements: endorsements, roots: TrustedRoots())
    }
    return subjects
  }

  private static func simulated() async throws -> [EvidenceFormat: Subject] {
    let now = Int64(Date().timeIntervalSince1970)
    var subjects: [EvidenceFormat: Subject] = [:]
    for format in EvidenceFormat.allCases {
      let tee = try SimulatedTEE(format, measurement: Array(repeating: 7, count: 48)) { now }
      let fresh = try await tee.attester.evidence(
        binding: Array(repeating: 1, count: 48), nonce: Array(repeating: 2, count: 32))
      let pieces = [fresh.certificateTable, fresh.collateral.map { Array($0.utf8) } ?? []].filter { !$0.isEmpty }
      subjects[format] = Subject(
        octets: fresh.octets, now: now, endorsements: try Endorsements(pieces),
        roots: TrustedRoots(simulated: [tee.rootDigest]))
    }
    return subjects
  }

  // MARK: Speeds

  private static func speeds(of format: EvidenceFormat, _ subject: Subject) throws -> [String: Double] {
    // The same enclave again has its leaf remembered as well; without room for leaves only the CAs are.
    let fleet: @Sendable () throws -> Void
    let again: @Sendable () throws -> Void
    let verifier = EvidenceVerifier(roots: subject.roots)
    again = {
      _ = try verifier.verify(try Evidence(subject.octets), endorsements: subject.endorsements, now: subject.now)
    }
    if format == .nitro {
      let nitro = NitroVerifier(roots: subject.roots, cache: PathCache(leaves: 0))
      fleet = { _ = try nitro.verify(subject.octets, now: subject.now) }
    } else {
      fleet = again
    }
    let signature = try Self.signature()
    var all: [String: [Double]] = [:]
    for _ in 0..<Self.rounds {
      let alone = try Self.perSecond(signature)
      let cached = try Self.perSecond(fleet)
      let same = try Self.perSecond(again)
      all["alone", default: []].append(alone)
      all["cached", default: []].append(cached)
      all["same", default: []].append(same)
      all["ofSignatures", default: []].append(cached / (format == .nitro ? alone / 2 : alone))
      all["twoThreads", default: []].append(try Self.gainOfTwoThreads(fleet))
    }
    return all.mapValues { $0.sorted()[$0.count / 2] }
  }

  /// Verifies one ES384 signature over as many octets as a document has.
  private static func signature() throws -> @Sendable () throws -> Void {
    let key = P384.Signing.PrivateKey()
    let octets = [UInt8](repeating: 0xA5, count: 4_500)
    let signature = try key.signature(for: SHA384.hash(data: octets))
    let publicKey = key.publicKey
    return {
      guard publicKey.isValidSignature(signature, for: SHA384.hash(data: octets)) else {
        throw BenchmarkFailure(message: "a signature does not hold")
      }
    }
  }

  private static func perSecond(_ work: @Sendable () throws -> Void) throws -> Double {
    try work()
    let start = VerificationCost.processorMilliseconds()
    for _ in 0..<Self.batch { try work() }
    return 1_000 * Double(Self.batch) / (VerificationCost.processorMilliseconds() - start)
  }

  /// How many times as much two threads do by the clock as one does.
  private static func gainOfTwoThreads(_ work: @escaping @Sendable () throws -> Void) throws -> Double {
    let seconds = try [1, 2].map { threads in
      let failures = Mutex(0)
      let start = ContinuousClock.now
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        for _ in 0..<Self.batch where (try? work()) == nil { failures.withLock { $0 += 1 } }
      }
      guard failures.withLock({ $0 }) == 0 else { throw BenchmarkFailure(message: "evidence was refused") }
      return (ContinuousClock.now - start) / .seconds(1)
    }
    return 2 * seconds[0] / seconds[1]
  }
}
