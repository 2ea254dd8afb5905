package import Attestation

/// Attestation documents of the Nitro enclave this process runs in.
package struct NSMAttester: Attester {
  private let device: NSMDevice

  package init(device: NSMDevice = NSMDevice()) { self.device = device }

  package var format: EvidenceFormat { .nitro }

  package func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence {
    let request = try NSMRequest(userData: binding, nonce: nonce)
    let device = self.device
    let answer = try await OwnThread.run {
      Result { () throws(AttesterError) in try device.exchange(request.octets) }
    }.get()
    return FreshEvidence(format: .nitro, octets: try NSMResponse(answer).document)
  }
}
