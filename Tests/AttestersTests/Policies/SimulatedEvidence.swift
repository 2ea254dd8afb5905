import Attestation
import Testing

@testable import Attesters

/// What is simulated for policies, signed again with each change. Everything is right by the formats' own rules.
enum SimulatedEvidence: Sendable {
  case nitro(NitroNegative)
  case snp(SNPNegative)
  case tdx(TDXNegative)

  var format: EvidenceFormat {
    switch self {
    case .nitro: .nitro
    case .snp: .snp
    case .tdx: .tdx
    }
  }

  /// The evidence, verified with its root trusted, and the digest of that root.
  func verified() throws -> (evidence: VerifiedEvidence, root: [UInt8]) {
    let evidence =
      switch self {
      case .nitro(let made): try made.verified().get()
      case .snp(let made): try made.verified().get()
      case .tdx(let made): try made.verified().get()
      }
    return (evidence, try #require(evidence.simulatedRoot))
  }

  /// What reference values are taken from.
  static func base(_ format: EvidenceFormat) -> Self {
    switch format {
    case .nitro: self.nitro()
    case .snp: self.snp()
    case .tdx: self.tdx()
    }
  }

  // MARK: Nitro

  /// PCR8, the certificate that signed the image.
  static let imageSigner = [UInt8](repeating: 0x88, count: 48)
  /// A register that is left out.
  static let absent: [UInt8]? = nil
  static let zero = [UInt8](repeating: 0, count: 48)
  /// 48 octets that nothing else here has.
  static let other = [UInt8](repeating: 0x0F, count: 48)

  /// Registers 0 to 4 and 8 are measured into; the others to 15 are zero.
  ///
  /// - Parameter pcrs: others by their numbers; nil leaves one out.
  static func nitro(
    pcrs: [Int: [UInt8]?] = [:], leaf: @escaping @Sendable (inout CertificatePlan) -> Void = { _ in },
    document: @escaping @Sendable (inout NitroDocumentPlan) -> Void = { _ in }
  ) -> Self {
    .nitro(
      NitroNegative(
        .malformed, "", "", leaf: leaf,
        document: { plan in
          var all: [Int: [UInt8]?] = [8: self.imageSigner]
          for index in 0..<5 { all[index] = Simulated.measurement }
          all.merge(pcrs) { $1 }
          let entries = (0..<16).compactMap { index in
            (all[index] ?? .some(self.zero)).map { LooseCBOR.Entry(.unsigned(UInt64(index)), .bytes($0)) }
          }
          plan["pcrs"] = .openMap(entries)
          document(&plan)
        }))
  }

  // MARK: SEV-SNP

  static func snp(
    _ product: SimulatedProduct = .milan, _ kind: VEKKind = .vcek,
    vek: @escaping @Sendable (inout CertificatePlan, inout VEKExtensionsPlan) -> Void = { _, _ in },
    report: @escaping @Sendable (inout SNPReportPlan) -> Void = { _ in }
  ) -> Self {
    .snp(SNPNegative(.malformed, "", "", product, kind, vek: vek, report: report))
  }

  /// A chip at an older TCB, by its certificate and in its report.
  static func snp(_ product: SimulatedProduct, older component: String) -> Self {
    var tcb = SimulatedTCB()
    switch component {
    case "fmc": tcb.fmc -= 1
    case "bootloader": tcb.bootloader -= 1
    case "tee": tcb.tee -= 1
    case "snp": tcb.snp -= 1
    default: tcb.microcode -= 1
    }
    let older = tcb
    return self.snp(
      product,
      vek: { _, extensions in
        extensions.fmc = extensions.fmc.map { _ in UInt64(older.fmc) }
        extensions.bootloader = UInt64(older.bootloader)
        extensions.tee = UInt64(older.tee)
        extensions.snp = UInt64(older.snp)
        extensions.microcode = UInt64(older.microcode)
      },
      report: { $0.reportedTCB = older.octets(product) })
  }

  // MARK: TDX

  static func tdx(
    pck: @escaping @Sendable (inout CertificatePlan, inout PCKExtensionPlan) -> Void = { _, _ in },
    parts: @escaping @Sendable (inout TDXNegative.Parts) throws -> Void = { _ in }
  ) -> Self {
    .tdx(TDXNegative(.malformed, "", "", pck: pck, parts: parts))
  }

  /// A platform of which Intel says this.
  static func tdx(_ status: TCBStatus, advisories: [String] = []) -> Self {
    self.tdx(parts: {
      $0.collateral.tcbInfo.levels[0].status = status.rawValue
      $0.collateral.tcbInfo.levels[0].advisories = advisories
    })
  }
}
