package import Attestation

/// Plays a Nitro enclave: documents of the real format under a root of its own.
package struct SimulatedNitroAttester: Attester {
  private let signer: NitroSigner
  private let pcrs: [Int: [UInt8]]
  private let now: @Sendable () -> Int64
  private let adjust: @Sendable (inout NitroDocumentPlan) -> Void

  /// - Parameters:
  ///   - pcrs: 48 octets each, by their indices 0 to 31. The others up to 15 are zero, as in an enclave that nobody extended
  ///     them in; without PCR0 to PCR2 it is a debug one.
  ///   - now: the time, in Unix seconds.
  ///   - adjust: changes each document before it is signed.
  package init(
    signer: NitroSigner, pcrs: [Int: [UInt8]], now: @escaping @Sendable () -> Int64,
    adjust: @escaping @Sendable (inout NitroDocumentPlan) -> Void = { _ in }
  ) {
    self.signer = signer
    self.pcrs = pcrs
    self.now = now
    self.adjust = adjust
  }

  package var format: EvidenceFormat { .nitro }

  package func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence {
    let asked = try NSMRequest(userData: binding, nonce: nonce)
    let indices = Set(0..<16).union(self.pcrs.keys).filter { (0..<32).contains($0) }.sorted()
    var plan = NitroDocumentPlan(
      signer: self.signer, milliseconds: UInt64(max(0, self.now())) * 1_000,
      pcrs: indices.map { (UInt64($0), self.pcrs[$0] ?? [UInt8](repeating: 0, count: 48)) },
      userData: asked.userData.isEmpty ? nil : asked.userData, nonce: asked.nonce.isEmpty ? nil : asked.nonce)
    self.adjust(&plan)
    return FreshEvidence(format: .nitro, octets: try plan.octets(signedBy: self.signer.key))
  }
}
