package import Attestation

/// A TEE that is played with all above it: its vendor's root, CAs and certificates are made on the spot.
package struct SimulatedTEE: Sendable {
  package let attester: any Attester
  /// SHA-256 of the root's DER (Nitro) or SubjectPublicKeyInfo: what a policy names to trust it.
  package let rootDigest: [UInt8]

  /// - Parameters:
  ///   - measurement: 48 octets: PCR0 to PCR2, the launch measurement, or MRTD. Zeros in Nitro are a debug enclave.
  ///   - isDebug: whether the machine's operator can look into it. A Nitro enclave then has zeros in place of the measurement.
  ///   - now: the time in Unix seconds, asked for with each evidence.
  package init(
    _ format: EvidenceFormat, measurement: [UInt8], isDebug: Bool = false, now: @escaping @Sendable () -> Int64
  ) throws(AttesterError) {
    guard measurement.count == 48 else {
      throw AttesterError(.badRequest, "a measurement of \(measurement.count) octets; it has 48")
    }
    switch format {
    case .nitro:
      let authority = try SimulatedNitroAuthority(now: now())
      self.rootDigest = authority.rootDigest
      self.attester = SimulatedNitroAttester(
        signer: try authority.signer(now: now()),
        pcrs: isDebug ? [:] : [0: measurement, 1: measurement, 2: measurement], now: now)
    case .snp:
      let authority = try SimulatedSNPAuthority(.milan, keys: try SimulatedSNPKeys(), now: now())
      self.rootDigest = authority.rootDigest
      self.attester = SimulatedSNPAttester(
        authority: authority,
        signer: try authority.signer(
          chipID: (0..<64).map { _ in UInt8.random(in: 1 ... .max) }, tcb: SimulatedTCB(), now: now()),
        measurement: measurement, adjust: { report in if isDebug { report.policy |= 1 << 19 } })
    case .tdx:
      let authority = try SimulatedTDXAuthority(now: now())
      self.rootDigest = authority.rootDigest
      self.attester = SimulatedTDXAttester(
        authority: authority, platform: try authority.platform(now: now()), mrTD: measurement,
        rtmrs: [[UInt8]](repeating: [UInt8](repeating: 0, count: 48), count: 4), now: now,
        adjust: { quote in if isDebug { quote.body.tdAttributes |= 1 } })
    }
  }
}
