import Synchronization

/// What a verifier remembers: facts that time does not change, found by all the octets that they rest on.
final class TDXMemory: Sendable {
  /// By SHA-256 of the PEM that came with a quote.
  private let platforms = Mutex(RecentlyUsed<[UInt8], VerifiedPCK>(capacity: 2_048))
  private let collateral = Mutex(RecentlyUsed<CollateralKey, VerifiedCollateral>(capacity: 64))

  struct CollateralKey: Hashable, Sendable {
    let collateral: [UInt8]
    let choice: CollateralChoice
    let root: [UInt8]
    let ca: [UInt8]
  }

  /// Found out now where it is not known. A failure is not remembered.
  func platform(
    _ digest: [UInt8], verify: () throws(EvidenceError) -> VerifiedPCK
  ) throws(EvidenceError) -> VerifiedPCK {
    if let known = self.platforms.withLock({ $0.value(for: digest) }) { return known }
    let platform = try verify()
    self.platforms.withLock { $0.insert(platform, for: digest) }
    return platform
  }

  /// Found out now where it is not known. A failure is not remembered.
  func collateral(
    _ key: CollateralKey, verify: () throws(EvidenceError) -> VerifiedCollateral
  ) throws(EvidenceError) -> VerifiedCollateral {
    if let known = self.collateral.withLock({ $0.value(for: key) }) { return known }
    let collateral = try verify()
    self.collateral.withLock { $0.insert(collateral, for: key) }
    return collateral
  }
}
