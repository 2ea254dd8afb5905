import Attestation

@testable import Attesters

extension PolicyTrial {
  /// AMD's versions, and who asked.
  static let tcb: [Self] =
    SimulatedProduct.allCases.flatMap { product in
      SNPPolicy.components.filter { product == .turin || $0 != "fmc" }.map { component in
        Self(
          "tcb.minimum", "an older \(component) of \(product.rawValue)", knob: "snp.minimumTCB",
          policy: Self.minimum(product), .snp(product), .snp(product, older: component))
      }
    } + [
      Self(
        "tcb.minimum", "a product of which the policy says nothing", knob: "snp.minimumTCB",
        policy: Self.minimum(.genoa), .snp(.genoa), .snp(.milan)),
      Self(
        "tcb.minimum", "a component that the product has not", knob: "snp.minimumTCB",
        policy: #""snp": {"minimumTCB": {"Turin": {"fmc": 0}, "Milan": {"fmc": 0}}}"#, .snp(.turin), .snp(.milan)),
      Self(
        "snp.vmpl", "a less privileged level asked", knob: "snp.highestVMPL", policy: #""snp": {"highestVMPL": 1}"#,
        .snp(report: { $0.vmpl = 1 }), .snp(report: { $0.vmpl = 2 })),
      Self(
        "snp.vmpl", "any level but the first asked", knob: "snp.highestVMPL", policy: #""snp": {"highestVMPL": 0}"#,
        .snp(.milan, .vlek), .snp(.milan, .vlek, report: { $0.vmpl = 1 })),
    ]

  /// Every component at what is simulated.
  private static func minimum(_ product: SimulatedProduct) -> String {
    let fmc = product == .turin ? #""fmc": 1, "# : ""
    return "\"snp\": {\"minimumTCB\": {\"\(product.rawValue)\": "
      + "{\(fmc)\"bootloader\": 4, \"tee\": 1, \"snp\": 24, \"microcode\": 219}}}"
  }

  /// Intel's judgements.
  static let intel: [Self] =
    TCBStatus.allCases.filter { ![.upToDate, .revoked].contains($0) }.flatMap { status in
      [
        Self("tcb.status", "\(status.rawValue), by default", tier: .warning, .tdx(), .tdx(status)),
        Self(
          "tcb.status", "\(status.rawValue), which the policy no longer allows", knob: "tdx.statuses",
          PolicySetting(.tdx(status)).with {
            $0.policy = "\"tdx\": {\"statuses\": [\"UpToDate\", \"\(status.rawValue)\"]}"
          }
        ) { $0.policy = #""tdx": {"statuses": ["UpToDate"]}"# },
        Self(
          "tcb.status", "\(status.rawValue), of which the policy warns", knob: "tdx.warnedStatuses",
          policy: "\"tdx\": {\"warnedStatuses\": [\"\(status.rawValue)\"]}", tier: .warning, .tdx(), .tdx(status)),
        Self(
          "tcb.status", "\(status.rawValue), of which the policy does not even warn", knob: "tdx.warnedStatuses",
          policy: #""tdx": {"warnedStatuses": []}"#, .tdx(), .tdx(status)),
      ]
    } + [
      Self("tcb.status", "Revoked, by default", .tdx(), .tdx(.revoked)),
      Self(
        "tcb.status", "Revoked, whatever the policy allows", knob: "tdx.statuses",
        policy: Self.everyStatus, .tdx(.outOfDateConfigurationNeeded), .tdx(.revoked)),
      Self(
        "tcb.status", "no level so low, whatever the policy allows", knob: "tdx.statuses", policy: Self.everyStatus,
        .tdx(), .tdx(pck: { $1.pceSVN = 10 })),
      Self(
        "tcb.status", "a module that is out of date", tier: .warning, .tdx(),
        .tdx(parts: { $0.quote.body.teeTCBSVN[0] = 4 })),
      Self(
        "tcb.advisories", "one that the policy does not name", knob: "tdx.advisories",
        policy: #""tdx": {"advisories": ["INTEL-SA-00828"]}"#, .tdx(.upToDate, advisories: ["INTEL-SA-00828"]),
        .tdx(.upToDate, advisories: ["INTEL-SA-00828", "INTEL-SA-00837"])),
      Self(
        "tcb.advisories", "any, where the policy names none", knob: "tdx.advisories",
        policy: #""tdx": {"advisories": []}"#, .tdx(), .tdx(.upToDate, advisories: ["INTEL-SA-00828"])),
    ]

  private static let everyStatus: String = {
    let all = TCBStatus.allCases.filter { $0 != .revoked }.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    return "\"tdx\": {\"statuses\": [\(all)]}"
  }()
}
