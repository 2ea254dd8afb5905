import Attestation

@testable import Attesters

extension PolicyTrial {
  /// Whose root, which mode, when.
  static let evidence: [Self] =
    EvidenceFormat.allCases.flatMap { Self.roots($0) + Self.debug($0) + [Self.ended($0)] } + [
      Self(
        "evidence.freshness", "a document a second older than the policy allows", knob: "freshness",
        PolicySetting(.nitro()).with {
          $0.policy = #""freshness": 60"#
          $0.later = 60
        }
      ) { $0.later = 61 },
      Self(
        "evidence.freshness", "a document that an allowance of an hour would admit", knob: "freshness",
        PolicySetting(.nitro()).with {
          $0.policy = #""freshness": 3600"#
          $0.later = 301
        }
      ) { $0.policy = "" },
      Self(
        "evidence.freshness", "a document of six seconds from now",
        PolicySetting(.nitro(document: { $0["timestamp"] = .unsigned(UInt64(Simulated.now + 4) * 1_000) })).with {
          $0.later = -1
        }
      ) { $0.later = -2 },
    ]

  private static func roots(_ format: EvidenceFormat) -> [Self] {
    let setting = PolicySetting(.base(format))
    return [
      Self("evidence.root", "\(format): no root is trusted", knob: "simulatedRoots", setting) { $0.roots = .none },
      Self("evidence.root", "\(format): another root is trusted", knob: "simulatedRoots", setting) {
        $0.roots = .another
      },
    ]
  }

  private static func debug(_ format: EvidenceFormat) -> [Self] {
    let debugged: SimulatedEvidence =
      switch format {
      case .nitro:
        .nitro(pcrs: [0: SimulatedEvidence.zero, 1: SimulatedEvidence.zero, 2: SimulatedEvidence.zero])
      case .snp: .snp(report: { $0.policy |= 1 << 19 })
      case .tdx: .tdx(parts: { $0.quote.body.tdAttributes |= 1 })
      }
    // Of an enclave under debug nothing is measured that could be compared.
    let setting = PolicySetting(debugged).with {
      $0.policy = #""debug": true"#
      guard format == .nitro else { return }
      $0.reference = { values in for index in 0..<3 { values["pcr\(index)"] = .any } }
    }
    // An enclave under debug measures nothing of its code, so that nothing is affirmed of it.
    let rightTier: TrustTier = format == .nitro ? .none : .affirming
    return [
      Self("evidence.debug", "\(format): debug is not allowed", knob: "debug", rightTier: rightTier, setting) {
        $0.policy = #""debug": false"#
      },
      Self(
        "evidence.debug", "\(format): debug where the default holds", rightTier: rightTier,
        setting.with {
          $0.policy = ""
          $0.evidence = .base(format)
        }
      ) { $0.evidence = debugged },
    ]
  }

  /// A leaf that holds for a minute more, appraised after it.
  private static func ended(_ format: EvidenceFormat) -> Self {
    let end = Simulated.now + 60
    let evidence: SimulatedEvidence =
      switch format {
      case .nitro: .nitro(leaf: { $0.notAfter = end })
      case .snp: .snp(vek: { certificate, _ in certificate.notAfter = end })
      case .tdx: .tdx(pck: { certificate, _ in certificate.notAfter = end })
      }
    return Self(
      "evidence.validity", "\(format): a certificate ended since it was verified",
      PolicySetting(evidence).with { $0.later = 60 }
    ) { $0.later = 61 }
  }
}
