import Testing

@testable import Attestation

@Suite("What is remembered of certificates")
struct PathCacheTests {
  @Test("the least used is forgotten first, and no more is held than was allowed")
  func bounds() {
    var cache = RecentlyUsed<Int, Int>(capacity: 8)
    for number in 0..<1_000 {
      cache.insert(number, for: number)
      #expect(cache.value(for: 0) == 0, "what is asked for again and again stays")
      #expect(cache.count <= 8)
    }
    #expect(cache.value(for: 999) == 999 && cache.value(for: 900) == nil)
    cache.removeAll()
    #expect(cache.value(for: 0) == nil && cache.count == 0)
    var nothing = RecentlyUsed<Int, Int>(capacity: 0)
    nothing.insert(1, for: 1)
    #expect(nothing.value(for: 1) == nil)
  }

  @Test("a path is verified once for each format, and a failure is not remembered")
  func once() throws {
    let links = NitroChain.links.dropLast()
    let cas = try NitroChain(Array(links)).certificates.map { try X509Certificate(der: $0) }
    let cache = PathCache()
    let digest = VerifiedPath.digest(of: cas)
    var count = 0
    func path(_ format: EvidenceFormat) throws(EvidenceError) -> VerifiedPath {
      try cache.path(format, digest) { () throws(EvidenceError) in
        count += 1
        return try VerifiedPath(root: cas[0], then: Array(cas.dropFirst()))
      }
    }
    let first = try path(.nitro)
    #expect(try path(.nitro).digest == first.digest && first.digest == digest && count == 1)
    _ = try path(.tdx)
    #expect(count == 2)
    cache.removeAll()
    #expect(throws: EvidenceError.malformed("test", "")) {
      try cache.path(.nitro, digest) { () throws(EvidenceError) in throw .malformed("test", "") }
    }
    _ = try path(.nitro)
    #expect(count == 3)
  }
}
