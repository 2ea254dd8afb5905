import Attestation

@testable import Attesters

extension PolicyTrial {
  /// Who the owner is, and whose cloud.
  static let owners: [Self] =
    [
      Self.owner("nitro", "pcr3") { .nitro(pcrs: [3: $0]) },
      Self.owner("nitro", "pcr8", reference: { $0["pcr8"] = .any }) { .nitro(pcrs: [8: $0]) },
      Self.owner("snp", "id_key_digest") { owner in .snp(report: { $0.idKeyDigest = owner }) },
      Self.owner("snp", "author_key_digest") { owner in
        .snp(report: {
          $0.authorKeyDigest = owner
          $0.keyInfo |= 1
        })
      },
      Self.owner("tdx", "mrowner") { owner in .tdx(parts: { $0.quote.body.mrOwner = owner }) },
    ].flatMap(\.self) + [
      Self(
        "snp.csp-id", "another cloud's key", knob: "snp.cspIDs", policy: Self.cloud, .snp(.milan, .vlek),
        .snp(.milan, .vlek, vek: { $1.cspID = "CN=another.cloud" })),
      Self(
        "snp.csp-id", "a chip's own key, which names no cloud", knob: "snp.cspIDs", policy: Self.cloud,
        .snp(.turin, .vlek), .snp(.turin, .vcek)),
    ]

  private static let cloud = #""snp": {"cspIDs": ["CN=simulated.cloud", "AWS"]}"#

  private static func owner(
    _ tee: String, _ name: String,
    reference: @escaping @Sendable (inout [String: ReferenceValues.Allowed]) -> Void = { _ in },
    _ evidence: (_ owner: [UInt8]) -> SimulatedEvidence
  ) -> [Self] {
    let owner = [UInt8](repeating: 0x0A, count: 48)
    let hex = String(repeating: "0a", count: 48)
    let policy = "\"\(tee)\": {\"owner\": {\"\(name)\": [\"\(hex.replacing("0a", with: "0b"))\", \"\(hex)\"]}}"
    return [("another owner", SimulatedEvidence.other), ("no owner", SimulatedEvidence.zero)].map { what, value in
      Self(
        "owner.\(name)", what, knob: "\(tee).owner", policy: policy, evidence(owner), evidence(value),
        reference: reference)
    }
  }
}
