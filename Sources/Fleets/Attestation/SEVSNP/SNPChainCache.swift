import Crypto
import Synchronization

/// Remembers chains that were verified, by the digests of everything in them, the revocation lists included: with a new list it is
/// another chain, and verified anew.
final class SNPChainCache: Sendable {
  private let chains: Mutex<RecentlyUsed<[UInt8], SNPChain>>

  init(capacity: Int) { self.chains = Mutex(RecentlyUsed(capacity: capacity)) }

  static func key(
    ark: X509Certificate, ask: X509Certificate, vek: X509Certificate, revocationLists: [RevocationList]
  ) -> [UInt8] {
    var hash = SHA256()
    for digest in [ark.digest, ask.digest, vek.digest] + revocationLists.map(\.digest) { hash.update(data: digest) }
    return Array(hash.finalize())
  }

  /// The chain of this key; verified now where it is not known. A failure is not remembered.
  func chain(_ key: [UInt8], verify: () throws(EvidenceError) -> SNPChain) throws(EvidenceError) -> SNPChain {
    if let known = self.chains.withLock({ $0.value(for: key) }) { return known }
    let chain = try verify()
    self.chains.withLock { $0.insert(chain, for: key) }
    return chain
  }

  var count: Int { self.chains.withLock { $0.count } }
}
