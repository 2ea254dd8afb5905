/// What is asked of the platform's versions, and of who may have asked for the evidence.
enum TCBChecks {
  static func all(_ evidence: VerifiedEvidence, policy: AppraisalPolicy) -> [AppraisalCheck] {
    [
      self.status(evidence, policy.tdx), self.advisories(evidence, policy.tdx), self.minimum(evidence, policy.snp),
      self.vmpl(evidence, policy.snp),
    ]
  }

  // MARK: TDX

  private static func status(_ evidence: VerifiedEvidence, _ policy: TDXPolicy) -> AppraisalCheck {
    let name = "tcb.status"
    guard evidence.format == .tdx else { return .notApplicable(name, "only Intel judges TCB levels") }
    guard let status = evidence.tcb.status else {
      return .failed(
        name, "Intel lists no level as low as the platform's", [.hardware: TrustClaim.contraindicatedHardware])
    }
    let word = status.rawValue
    if policy.allowedStatuses.contains(status) {
      return .passed(
        name, "\(word) is allowed", evidence.isSimulated ? [:] : [.hardware: TrustClaim.genuineHardware])
    }
    guard policy.warnedStatuses.contains(status) else {
      return .failed(name, "\(word) is not allowed", [.hardware: TrustClaim.contraindicatedHardware])
    }
    return .warned(name, "\(word): genuine, with known weaknesses", [.hardware: TrustClaim.weakHardware])
  }

  private static func advisories(_ evidence: VerifiedEvidence, _ policy: TDXPolicy) -> AppraisalCheck {
    let name = "tcb.advisories"
    guard evidence.format == .tdx else { return .notApplicable(name, "only Intel names advisories") }
    guard let allowed = policy.allowedAdvisories else {
      return .notApplicable(name, "the policy does not look at advisories")
    }
    let others = evidence.tcb.advisories.filter { !allowed.contains($0) }
    guard others.isEmpty else {
      return .failed(
        name, "the policy does not allow \(others.joined(separator: ", "))",
        [.hardware: TrustClaim.contraindicatedHardware])
    }
    return .passed(name, "no advisory concerns it that the policy does not allow")
  }

  // MARK: SEV-SNP

  private static func minimum(_ evidence: VerifiedEvidence, _ policy: SNPPolicy) -> AppraisalCheck {
    let name = "tcb.minimum"
    guard evidence.format == .snp else {
      return .notApplicable(name, "only AMD's versions are compared with a least one")
    }
    guard let minimum = policy.minimumTCB else { return .notApplicable(name, "the policy names no least versions") }
    let product = evidence.claim("product").map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let line = SNPProductLine(product: product), let least = minimum[line.rawValue] else {
      return .failed(
        name, "the policy names no least versions for a processor of the product `\(product)`",
        [.hardware: TrustClaim.contraindicatedHardware])
    }
    var shortfalls: [String] = []
    for (component, version) in least.sorted(by: { $0.key < $1.key }) {
      let found = evidence.tcb.components[component]
      if found.map({ $0 < version }) ?? true {
        shortfalls.append("\(component) \(found.map(String.init) ?? "missing"), not \(version)")
      }
    }
    guard shortfalls.isEmpty else {
      return .failed(
        name, "older than the policy allows: \(shortfalls.joined(separator: "; "))",
        [.hardware: TrustClaim.contraindicatedHardware])
    }
    return .passed(name, "no component is older than the policy allows")
  }

  private static func vmpl(_ evidence: VerifiedEvidence, _ policy: SNPPolicy) -> AppraisalCheck {
    let name = "snp.vmpl"
    guard evidence.format == .snp else { return .notApplicable(name, "only SEV-SNP has privilege levels in a guest") }
    guard let highest = policy.highestVMPL else {
      return .notApplicable(name, "the policy does not look at the privilege level")
    }
    guard let octets = evidence.claim("vmpl"), octets.count <= 8 else {
      return .failed(
        name, "the evidence names no privilege level", [.configuration: TrustClaim.unacceptableConfiguration])
    }
    let level = octets.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard level <= UInt64(max(highest, 0)) else {
      return .failed(
        name, "privilege level \(level) asked for it; \(highest) is the highest number allowed",
        [.configuration: TrustClaim.unacceptableConfiguration])
    }
    return .passed(name, "privilege level \(level) asked for it", [.configuration: TrustClaim.approvedConfiguration])
  }
}
