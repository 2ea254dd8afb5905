extension SNPReport {
  /// What the report proves, now that it was verified.
  func evidence(by chain: SNPChain, now: Int64) -> VerifiedEvidence {
    VerifiedEvidence(
      format: .snp,
      measurements: [.init("measurement", self.measurement)],
      isDebug: self.policy.allowsDebugging,
      simulatedRoot: chain.simulatedRoot,
      boundData: self.reportData,
      tcb: TCBClaims(
        text: self.reportedTCB.description, components: self.reportedTCB.components(of: chain.extensions.line)),
      claims: self.claims(of: chain.extensions),
      notAfter: chain.notAfter(at: now),
      findings: self.findings(with: chain))
  }

  private func claims(of vek: VEKExtensions) -> [VerifiedEvidence.Measurement] {
    var claims: [VerifiedEvidence.Measurement] = [
      .init("host_data", self.hostData), .init("id_key_digest", self.idKeyDigest),
      .init("author_key_digest", self.authorKeyDigest), .init("family_id", self.familyID),
      .init("image_id", self.imageID), .init("guest_svn", Self.octets(self.guestSVN)),
      .init("vmpl", Self.octets(self.vmpl)), .init("policy", Self.octets(self.policy.bits)),
      .init("platform_info", Self.octets(self.platformInfo)), .init("report_id", self.reportID),
      .init("report_id_ma", self.reportIDMA), .init("chip_id", self.chipID), .init("product", Array(vek.product.utf8)),
    ]
    if let cspID = vek.cspID { claims.append(.init("csp_id", Array(cspID.utf8))) }
    return claims
  }

  private func findings(with chain: SNPChain) -> [String] {
    var findings: [String] = []
    if chain.revocationLists.isEmpty {
      findings.append("no revocation list of AMD's was given: whether the ASK was revoked is not known")
    }
    if !self.reservedPlaces.isEmpty {
      let places = self.reservedPlaces.map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
      findings.append("octets that the format reserves are not zero, from \(places) on")
    }
    return findings
  }

  private static func octets(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
