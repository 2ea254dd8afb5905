import Crypto
import Testing

@testable import Attestation

@Suite("Verifying Nitro documents")
struct NitroVerifierTests {
  static let chain = Result { try NitroChain() }
  static let now = NitroChain.now

  private static func verifier(_ chain: NitroChain, cache: PathCache? = nil) -> NitroVerifier {
    NitroVerifier(roots: TrustedRoots(simulated: [Array(SHA256.hash(data: chain.certificates[0]))]), cache: cache)
  }

  private static func verify(
    _ chain: NitroChain, now: Int64 = Self.now, cache: PathCache? = nil
  ) throws -> VerifiedEvidence {
    try Self.verifier(chain, cache: cache).verify(NitroDraft(chain, madeAt: now * 1_000).octets(), now: now)
  }

  @Test(
    "a document below a made-up root that is trusted is verified, and said to be simulated", arguments: [false, true])
  func good(isCached: Bool) throws {
    let cache = isCached ? PathCache() : nil
    for _ in 0..<2 {
      let evidence = try Self.verify(try Self.chain.get(), cache: cache)
      #expect(evidence.format == .nitro && evidence.isSimulated && !evidence.isDebug && evidence.findings == [])
      #expect(
        evidence.measurements.first == .init("pcr0", Array(repeating: 1, count: 48))
          && evidence.measurements.count == 16)
      #expect(evidence.boundData == [7, 7] && evidence.madeAt == Self.now && evidence.notAfter == Self.now + 10_800)
    }
  }

  @Test("a root that nobody named is not trusted, even when another verifier's cache knows the path")
  func untrusted() throws {
    let cache = PathCache()
    let chain = try Self.chain.get()
    _ = try Self.verify(chain, cache: cache)
    let octets = try NitroDraft(chain).octets()
    #expect(throws: EvidenceError(.untrustedRoot, "nitro.root", "")) {
      try NitroVerifier(cache: cache).verify(octets, now: Self.now)
    }
  }

  @Test("a document that the leaf did not sign is refused")
  func signature() throws {
    let chain = try Self.chain.get()
    let message = try NitroDraft(chain).message()
    let cache = PathCache()
    for place in [0, 47, 48, 95] {
      var signature = message.signature
      signature[place] ^= 1
      let octets = COSESign1(protected: message.protected, payload: message.payload, signature: signature).encoded
      #expect(throws: EvidenceError(.badSignature, "nitro.signature", "")) {
        try Self.verifier(chain, cache: cache).verify(octets, now: Self.now)
      }
    }
    for signature in [Array(repeating: 0, count: 96), Array(repeating: 0xFF, count: 96)] as [[UInt8]] {
      let octets = COSESign1(protected: message.protected, payload: message.payload, signature: signature).encoded
      #expect(throws: EvidenceError(.badSignature, "nitro.signature", "")) {
        try Self.verifier(chain, cache: cache).verify(octets, now: Self.now)
      }
    }
  }

  @Test("the unprotected header is never asked")
  func unprotected() throws {
    let chain = try Self.chain.get()
    var draft = NitroDraft(chain)
    draft.unprotected = [CBOR.Entry(.int(1), .int(-7)), CBOR.Entry(.text("x"), .null)]
    #expect(throws: Never.self) { try Self.verifier(chain).verify(draft.octets(), now: Self.now) }
  }

  @Test("a document may be five minutes old, and five seconds ahead", arguments: [false, true])
  func freshness(isCached: Bool) throws {
    let chain = try Self.chain.get()
    let verifier = Self.verifier(chain, cache: isCached ? PathCache() : nil)
    let stale = EvidenceError(.stale, "nitro.timestamp-age", "")
    for milliseconds in [-300_000, 0, 700, 5_000] as [Int64] {
      let octets = try NitroDraft(chain, madeAt: Self.now * 1_000 + milliseconds).octets()
      #expect(throws: Never.self) { try verifier.verify(octets, now: Self.now) }
    }
    for milliseconds in [-300_001, 5_001, -86_400_000] as [Int64] {
      let octets = try NitroDraft(chain, madeAt: Self.now * 1_000 + milliseconds).octets()
      #expect(throws: stale) { try verifier.verify(octets, now: Self.now) }
    }
    #expect(!Freshness.standard.admits(madeAt: 1, now: .max) && !Freshness.standard.admits(madeAt: 1, now: .min))
    #expect(Freshness(maximumAge: .max, maximumAhead: .max).admits(madeAt: 1, now: Self.now))
  }

  @Test("each fault of the chain is refused by its own check", arguments: NitroChainFault.all, [false, true])
  func chain(_ fault: NitroChainFault, isCached: Bool) throws {
    var links = NitroChain.links
    fault.change(&links)
    let chain = try NitroChain(links)
    #expect(throws: fault.error) { try Self.verify(chain, cache: isCached ? PathCache() : nil) }
  }

  @Test("what is no certificate is malformed, before any signature is looked at")
  func noCertificate() throws {
    let chain = try Self.chain.get()
    for place in 1...4 {
      var draft = NitroDraft(chain)
      if place == 4 {
        draft["certificate"] = .bytes([0x30, 0x00])
      } else {
        var cas = draft["cabundle"]?.items ?? []
        cas[place] = .bytes([1])
        draft["cabundle"] = .array(cas)
      }
      let octets = try draft.octets()
      #expect(throws: EvidenceError.malformed("x509.certificate", "")) {
        try Self.verifier(chain).verify(octets, now: Self.now)
      }
    }
  }

  @Test(
    "CAs out of order, twice, or missing do not make a path",
    arguments: [[0, 2, 1, 3], [0, 1, 1, 2, 3], [0, 2, 3], [0, 1, 2], [0]])
  func order(places: [Int]) throws {
    let chain = try Self.chain.get()
    var draft = NitroDraft(chain)
    draft["cabundle"] = .array(places.map { .bytes(chain.certificates[$0]) })
    let octets = try draft.octets()
    let cache = PathCache()
    _ = try Self.verify(chain, cache: cache)
    for cache in [nil, cache] {
      #expect(throws: EvidenceError(.badChain, "x509.issuer", "")) {
        try Self.verifier(chain, cache: cache).verify(octets, now: Self.now)
      }
    }
  }

  @Test("what the cache knows is still judged by the time of each check")
  func cachedTimes() throws {
    let chain = try Self.chain.get()
    let cache = PathCache()
    _ = try Self.verify(chain, cache: cache)
    for (after, check) in [(10_801, "x509.leaf-validity"), (-61, "x509.leaf-validity"), (86_401, "x509.ca-validity")]
      as [(Int64, String)]
    {
      #expect(throws: EvidenceError(.expired, check, "")) {
        try Self.verify(chain, now: Self.now + after, cache: cache)
      }
    }
    #expect(throws: Never.self) { try Self.verify(chain, now: Self.now + 10_800, cache: cache) }
    #expect(throws: Never.self) { try Self.verify(chain, now: Self.now - 60, cache: cache) }
  }

  @Test("the pin is the whole digest: a root that differs from it in one bit is not trusted")
  func pin() throws {
    let chain = try Self.chain.get()
    let octets = try NitroDraft(chain).octets()
    let digest = Array(SHA256.hash(data: chain.certificates[0]))
    func roots(_ nitro: [UInt8]) -> TrustedRoots { TrustedRoots(nitro: nitro, amd: [:], intel: []) }
    let evidence = try NitroVerifier(roots: roots(digest)).verify(octets, now: Self.now)
    #expect(!evidence.isSimulated)
    for place in digest.indices {
      var other = digest
      other[place] ^= 1
      #expect(throws: EvidenceError(.untrustedRoot, "nitro.root", "")) {
        try NitroVerifier(roots: roots(other)).verify(octets, now: Self.now)
      }
    }
    #expect(throws: EvidenceError(.untrustedRoot, "nitro.root", "")) {
      try NitroVerifier(roots: roots([])).verify(octets, now: Self.now)
    }
  }
}
