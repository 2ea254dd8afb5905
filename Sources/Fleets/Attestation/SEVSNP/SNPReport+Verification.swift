import Crypto

extension SNPReport {
  /// Whether this key signed the report: ECDSA with SHA-384.
  func isSigned(by key: P384.Signing.PublicKey) -> Bool {
    guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: self.signature.raw) else { return false }
    return key.isValidSignature(signature, for: SHA384.hash(data: self.signed))
  }

  /// Checks that an endorsement key is the one that the report names: of its kind, processor, chip and TCB.
  ///
  /// - Throws: ``EvidenceError`` *bad-chain*: `snp.key-kind`, `snp.cpuid`, `snp.chip-masked`, `snp.hwid`, `snp.tcb`.
  func checkBelongs(to vek: VEKExtensions) throws(EvidenceError) {
    guard vek.kind == self.keyInfo.signingKey else {
      throw EvidenceError(
        .badChain, "snp.key-kind",
        "the report says that a \(self.keyInfo.signingKey.rawValue) signed it, the certificate is a \(vek.kind.rawValue)'s"
      )
    }
    if let processor, processor.line != vek.line {
      throw EvidenceError(
        .badChain, "snp.cpuid",
        "the report is of CPU family \(processor.family) model \(processor.model), the key of \(vek.product)")
    }
    if let hardwareID = vek.hardwareID { try self.checkChip(hardwareID) }
    guard self.reportedTCB == vek.tcb else {
      throw EvidenceError(
        .badChain, "snp.tcb", "the report is for the TCB \(self.reportedTCB), the certificate for \(vek.tcb)")
    }
  }

  private func checkChip(_ hardwareID: [UInt8]) throws(EvidenceError) {
    guard !self.keyInfo.isChipMasked, self.chipID.contains(where: { $0 != 0 }) else {
      throw EvidenceError(
        .badChain, "snp.chip-masked", "the host masks the chip's identity: which chip's VCEK it is cannot be told")
    }
    let rest = self.chipID.dropFirst(hardwareID.count)
    guard self.chipID.starts(with: hardwareID), rest.allSatisfy({ $0 == 0 }) else {
      throw EvidenceError(.badChain, "snp.hwid", "the VCEK is another chip's than the report")
    }
  }
}
