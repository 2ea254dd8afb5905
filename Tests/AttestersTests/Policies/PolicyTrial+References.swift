import Attestation

@testable import Attesters

extension PolicyTrial {
  private static let ours = try? TestIdentity()
  private static let theirs = try? TestIdentity()

  /// Reference values that do not count, and those that something else is compared with.
  static let references: [Self] =
    [
      Self(
        "reference.validity", "values that hold from a second later on",
        PolicySetting(.snp()).with { $0.notBefore = Simulated.now }
      ) { $0.notBefore = Simulated.now + 1 },
      Self(
        "reference.validity", "values that held until a second before",
        PolicySetting(.tdx()).with { $0.notAfter = Simulated.now }
      ) { $0.notAfter = Simulated.now - 1 },
      Self("reference.signer", "unsigned values", knob: "referenceSigners", Self.signed) { $0.signer = nil },
      Self("reference.signer", "values that somebody else signed", knob: "referenceSigners", Self.signed) {
        $0.signer = Self.theirs
      },
    ] + Self.nitroValues + Self.snpValues + Self.tdxValues

  private static var signed: PolicySetting {
    PolicySetting(.nitro()).with {
      $0.signer = Self.ours
      $0.policy = "\"referenceSigners\": [\"\(Self.ours?.pin ?? "")\"]"
    }
  }

  private static let nitroValues: [Self] =
    [0, 1, 2, 8].flatMap { index in
      [
        Self(
          "reference.pcr\(index)", "another value", .nitro(), .nitro(pcrs: [index: SimulatedEvidence.other])),
        Self("reference.pcr\(index)", "the set does not name it", PolicySetting(.nitro())) {
          $0.reference = { $0["pcr\(index)"] = nil }
        },
        Self(
          "reference.pcr\(index)", "the evidence lacks it", .nitro(), .nitro(pcrs: [index: SimulatedEvidence.absent])),
      ]
    } + [
      Self(
        "reference.pcr16", "a register that somebody extended and the set does not name", PolicySetting(.nitro())
      ) {
        $0.evidence = .nitro(document: { plan in
          guard case .openMap(let entries)? = plan["pcrs"] else { return }
          plan["pcrs"] = .openMap(entries + [.init(.unsigned(16), .bytes(SimulatedEvidence.other))])
        })
      },
      Self(
        "reference.pcr4", "another instance, where the set names one", .nitro(),
        .nitro(pcrs: [4: SimulatedEvidence.other]),
        reference: { $0["pcr4"] = .oneOf([Simulated.measurement, SimulatedEvidence.imageSigner]) }),
      Self(
        "reference.module_id", "another enclave, where the set names one", .nitro(),
        .nitro(document: { $0["module_id"] = .text("i-0-enc0") }),
        reference: { $0["module_id"] = .oneOf([Array("i-0123456789abcdef0-enc0123456789abcdef".utf8)]) }),
    ]

  private static let snpValues: [Self] = [
    Self(
      "reference.measurement", "another value", .snp(), .snp(report: { $0.measurement = SimulatedEvidence.other })),
    Self(
      "reference.measurement", "zero", .snp(), .snp(report: { $0.measurement = SimulatedEvidence.zero })),
    Self(
      "reference.host_data", "what the host gave, where the set names it",
      .snp(report: { $0.hostData = [UInt8](repeating: 7, count: 32) }), .snp(),
      reference: { $0["host_data"] = .oneOf([[UInt8](repeating: 7, count: 32)]) }),
    Self(
      "reference.csp_id", "a claim that a chip's own key has not",
      PolicySetting(.snp(.milan, .vlek)).with {
        $0.reference = { $0["csp_id"] = .oneOf([Array("CN=simulated.cloud".utf8)]) }
      }
    ) { $0.evidence = .snp() },
  ]

  private static let tdxValues: [Self] =
    [
      Self("reference.mrtd", "another value", .tdx(), .tdx(parts: { $0.quote.body.mrTD = SimulatedEvidence.other })),
      Self(
        "reference.mrconfigid", "what the host gave, where the set names it", .tdx(),
        .tdx(parts: { $0.quote.body.mrConfigID = SimulatedEvidence.other }),
        reference: { $0["mrconfigid"] = .oneOf([SimulatedEvidence.zero]) }),
    ]
    + (0..<4).flatMap { index in
      [
        Self(
          "reference.rtmr\(index)", "another value", .tdx(),
          .tdx(parts: { $0.quote.body.rtmrs[index] = SimulatedEvidence.other })),
        Self("reference.rtmr\(index)", "the set does not name it", PolicySetting(.tdx())) {
          $0.reference = { $0["rtmr\(index)"] = nil }
        },
      ]
    }
}
