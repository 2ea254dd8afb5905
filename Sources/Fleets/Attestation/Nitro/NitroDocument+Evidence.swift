extension NitroDocument {
  /// What it proves, once it was verified.
  func evidence(simulatedRoot: [UInt8]?, notAfter: Int64) -> VerifiedEvidence {
    var claims = [VerifiedEvidence.Measurement("module_id", self.moduleID.utf8)]
    if let publicKey = self.publicKey { claims.append(VerifiedEvidence.Measurement("public_key", publicKey)) }
    return VerifiedEvidence(
      format: .nitro, measurements: self.pcrs.map { VerifiedEvidence.Measurement("pcr\($0.index)", $0.value) },
      isDebug: self.isDebug, isSimulated: simulatedRoot != nil, boundData: self.userData ?? [], nonce: self.nonce ?? [],
      madeAt: self.timestamp / 1_000, tcb: .none, claims: claims, notAfter: notAfter,
      findings: self.unknownFields == 0 ? [] : ["the document has \(self.unknownFields) fields that nobody here knows"],
      simulatedRoot: simulatedRoot)
  }
}
