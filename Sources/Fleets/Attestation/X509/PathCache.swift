import Synchronization

/// Remembers which signatures of CAs and leaves were found to hold, so that a fleet's shared certificates are verified once.
///
/// Only facts that time does not change are kept, under the digest of every certificate involved: pins, validity at the
/// time of the check and revocation are for whoever asks, each time. Safe to share between threads and verifiers.
public final class PathCache: Sendable {
  private let paths: Mutex<RecentlyUsed<Key, VerifiedPath>>
  private let leaves: Mutex<RecentlyUsed<Key, VerifiedLeaf>>

  /// Vendors have rules of their own for certificates, so that what one of them passed says nothing about another.
  private struct Key: Hashable, Sendable {
    let format: EvidenceFormat
    let digest: [UInt8]
  }

  /// - Parameters:
  ///   - paths: The most paths of CAs that are remembered, some 4 kilooctets each.
  ///   - leaves: The most leaves, some 2 kilooctets each; 0 for none, where every leaf comes once.
  public init(paths: Int = 1_024, leaves: Int = 8_192) {
    self.paths = Mutex(RecentlyUsed(capacity: paths))
    self.leaves = Mutex(RecentlyUsed(capacity: leaves))
  }

  /// Forgets everything.
  public func removeAll() {
    self.paths.withLock { $0.removeAll() }
    self.leaves.withLock { $0.removeAll() }
  }

  /// The path of this digest, ``VerifiedPath/digest``; verified now where it is not known. A failure is not remembered.
  func path(
    _ format: EvidenceFormat, _ digest: [UInt8], verify: () throws(EvidenceError) -> VerifiedPath
  ) throws(EvidenceError) -> VerifiedPath {
    let key = Key(format: format, digest: digest)
    if let known = self.paths.withLock({ $0.value(for: key) }) { return known }
    let path = try verify()
    self.paths.withLock { $0.insert(path, for: key) }
    return path
  }

  /// The leaf of this digest, over the path's digest and its own; verified now where it is not known.
  func leaf(
    _ format: EvidenceFormat, _ digest: [UInt8], verify: () throws(EvidenceError) -> VerifiedLeaf
  ) throws(EvidenceError) -> VerifiedLeaf {
    let key = Key(format: format, digest: digest)
    if let known = self.leaves.withLock({ $0.value(for: key) }) { return known }
    let leaf = try verify()
    self.leaves.withLock { $0.insert(leaf, for: key) }
    return leaf
  }
}
