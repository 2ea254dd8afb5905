package import Attestation

/// Makes evidence about the TEE this process runs in, or plays one.
package protocol Attester: Sendable {
  var format: EvidenceFormat { get }

  /// Makes evidence, new with every call.
  ///
  /// - Parameters:
  ///   - binding: what the evidence has to carry for whoever asked: Nitro's user_data (512 octets at most), otherwise the
  ///     front of report_data (64 at most), followed by zeros.
  ///   - nonce: Nitro's nonce, 512 octets at most. The other formats have no room for one, so that `binding` has to depend on
  ///     it, as that of the fleet protocol does.
  func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence
}
