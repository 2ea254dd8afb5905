import Attestation

@testable import Attesters

extension SNPNegative {
  static let structure: [Self] = [
    Self(.malformed, "snp.length", "a report without its last octet", octets: { $0.removeLast() }),
    Self(.malformed, "snp.length", "a report with an octet more", report: { $0.trailing = [0] }),
    Self(.malformed, "snp.length", "nothing at all", octets: { $0 = [] }),
    Self(.unsupportedVersion, "snp.version", "version 0", report: { $0.version = 0 }),
    Self(.unsupportedVersion, "snp.version", "version 1", report: { $0.version = 1 }),
    Self(.unsupportedVersion, "snp.version", "version 4", report: { $0.version = 4 }),
    Self(.unsupportedVersion, "snp.version", "version 6", report: { $0.version = 6 }),
    Self(.malformed, "snp.policy-one", "policy bit 17 not set", report: { $0.policy &= ~(1 << 17) }),
    Self(.malformed, "snp.policy-reserved", "policy bit 26 set", report: { $0.policy |= 1 << 26 }),
    Self(.malformed, "snp.policy-reserved", "policy bit 63 set", report: { $0.policy |= 1 << 63 }),
    Self(.malformed, "snp.vmpl-host", "a report that the host asked for", report: { $0.vmpl = .max }),
    Self(.malformed, "snp.vmpl", "VMPL 4", report: { $0.vmpl = 4 }),
    Self(.unsupportedAlgorithm, "snp.algorithm", "algorithm 0", report: { $0.signatureAlgorithm = 0 }),
    Self(.unsupportedAlgorithm, "snp.algorithm", "algorithm 2", report: { $0.signatureAlgorithm = 2 }),
    Self(.malformed, "snp.signing-key", "signed by a reserved key", report: { $0.keyInfo = 2 << 2 }),
    Self(.malformed, "snp.signing-key", "signed by none", report: { $0.keyInfo = 7 << 2 }),
    Self(
      .malformed, "snp.signature-padding", "r of more than 384 bits",
      report: { $0.changesAfterSigning = [OctetChange(at: 0x2A0 + 48, [1])] }),
    Self(
      .malformed, "snp.signature-padding", "s of more than 384 bits",
      report: { $0.changesAfterSigning = [OctetChange(at: 0x2E8 + 71, [1])] }),
    Self(
      .malformed, "snp.signature-rest", "an octet after the signature",
      report: { $0.changesAfterSigning = [OctetChange(at: 0x49F, [1])] }),
  ]

  static let signature: [Self] = [
    Self(
      .badSignature, "snp.signature", "a signature with a bit turned over", report: { $0.signatureFault = .damaged }),
    Self(
      .badSignature, "snp.signature", "a signature of zeros",
      report: { $0.signatureFault = .replaced([UInt8](repeating: 0, count: 96)) }),
    Self(.badSignature, "snp.signature", "a report signed by another key", signer: .newP384()),
    Self(
      .badSignature, "snp.signature", "another measurement",
      report: { $0.changesAfterSigning = [OctetChange(at: 0x90, [0])] }),
    Self(
      .badSignature, "snp.signature", "the last octet that is signed",
      report: { $0.changesAfterSigning = [OctetChange(at: 0x29F, [1])] }),
  ]

  /// The report and the key do not belong together.
  static let belonging: [Self] = [
    Self(.badChain, "snp.key-kind", "a report by a VLEK, the certificate of a VCEK", report: { $0.keyInfo = 1 << 2 }),
    Self(
      .badChain, "snp.key-kind", "a report by a VCEK, the certificate of a VLEK", .milan, .vlek,
      report: { $0.keyInfo = 0 }),
    Self(.badChain, "snp.cpuid", "a processor of another line", report: { $0.cpuid = SimulatedProduct.genoa.cpuid }),
    Self(.badChain, "snp.cpuid", "a processor that is not known", report: { $0.cpuid = [0x17, 0x01, 0] }),
    Self(.badChain, "snp.chip-masked", "a chip that is masked", report: { $0.keyInfo |= 2 }),
    Self(
      .badChain, "snp.chip-masked", "a chip without identity", report: { $0.chipID = [UInt8](repeating: 0, count: 64) }),
    Self(.badChain, "snp.hwid", "another chip", report: { $0.chipID[63] ^= 1 }),
    Self(.badChain, "snp.hwid", "another chip's certificate", vek: { $1.hardwareID?[0] ^= 1 }),
    Self(.badChain, "snp.hwid", "another Turin", .turin, report: { $0.chipID[7] ^= 1 }),
    Self(.badChain, "snp.hwid", "a Turin with more after its eight octets", .turin, report: { $0.chipID[8] = 1 }),
    Self(.badChain, "snp.tcb", "another bootloader", vek: { $1.bootloader = 5 }),
    Self(.badChain, "snp.tcb", "another TEE", vek: { $1.tee = 0 }),
    Self(.badChain, "snp.tcb", "another SNP firmware", vek: { $1.snp = 25 }),
    Self(.badChain, "snp.tcb", "another microcode", vek: { $1.microcode = 218 }),
    Self(.badChain, "snp.tcb", "another FMC of a Turin", .turin, vek: { $1.fmc = 2 }),
    Self(.badChain, "snp.tcb", "another bootloader of a Turin", .turin, vek: { $1.bootloader = 5 }),
    Self(.badChain, "snp.tcb", "a VLEK of another TCB", .genoa, .vlek, vek: { $1.microcode = 218 }),
    Self(.badChain, "snp.tcb", "a reported TCB rolled back", report: { $0.reportedTCB[7] -= 1 }),
    Self(.badChain, "snp.tcb", "a reserved octet of the reported TCB", report: { $0.reportedTCB[3] = 1 }),
  ]
}
