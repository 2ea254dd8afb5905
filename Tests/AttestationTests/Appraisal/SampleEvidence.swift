import Attestation

/// Verified evidence as each kind of TEE gives it, with one thing or the other changed.
enum SampleEvidence {
  static let now: Int64 = 1_790_000_000
  /// Of simulated evidence.
  static let root = [UInt8](repeating: 9, count: 32)
  /// 48 octets.
  static func pcr(_ octet: UInt8) -> [UInt8] { [UInt8](repeating: octet, count: 48) }

  /// A document of a signed image on an instance with a role: registers 0 to 4 and 8, the others zero.
  static func nitro(
    isDebug: Bool = false, isSimulated: Bool = false, madeAt: Int64 = now - 1, notAfter: Int64 = now + 3_600,
    nonce: [UInt8] = [], changing: [String: [UInt8]?] = [:]
  ) -> VerifiedEvidence {
    let used: Set<Int> = [0, 1, 2, 3, 4, 8]
    var registers = (0..<16).map {
      VerifiedEvidence.Measurement("pcr\($0)", self.pcr(used.contains($0) ? UInt8($0 + 1) : 0))
    }
    registers = registers.compactMap { register in
      guard let change = changing[register.name] else { return register }
      return change.map { VerifiedEvidence.Measurement(register.name, $0) }
    }
    return VerifiedEvidence(
      format: .nitro, measurements: registers, isDebug: isDebug, isSimulated: isSimulated, boundData: [7], nonce: nonce,
      madeAt: madeAt,
      tcb: .none, claims: [.init("module_id", Array("i-1-enc2".utf8))], notAfter: notAfter,
      simulatedRoot: isSimulated ? self.root : nil)
  }

  /// A Milan report; `cloud` makes it one by a cloud's key.
  static func snp(
    isDebug: Bool = false, isSimulated: Bool = false, measurement: [UInt8] = pcr(0x5E),
    components: [String: UInt64] = milan,
    product: String = "Milan-B0", vmpl: UInt8 = 0, cloud: String? = nil, idKey: [UInt8] = pcr(0),
    authorKey: [UInt8] = pcr(0)
  ) -> VerifiedEvidence {
    var claims: [VerifiedEvidence.Measurement] = [
      .init("product", Array(product.utf8)), .init("vmpl", [0, 0, 0, vmpl]), .init("id_key_digest", idKey),
      .init("author_key_digest", authorKey),
    ]
    if let cloud { claims.append(.init("csp_id", Array(cloud.utf8))) }
    return VerifiedEvidence(
      format: .snp, measurements: [.init("measurement", measurement)], isDebug: isDebug, isSimulated: isSimulated,
      boundData: [7], tcb: TCBClaims(text: "04000000000018db", components: components), claims: claims,
      notAfter: self.now + 3_600, simulatedRoot: isSimulated ? self.root : nil)
  }

  static let milan: [String: UInt64] = ["bootloader": 4, "tee": 0, "snp": 0x18, "microcode": 0xDB]

  /// A quote; a status of nil is a platform of no known level.
  static func tdx(
    status: TCBStatus? = .upToDate, advisories: [String] = [], isDebug: Bool = false, isSimulated: Bool = false,
    owner: [UInt8] = pcr(0), without: String? = nil
  ) -> VerifiedEvidence {
    let names = ["mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3"]
    let measurements = names.enumerated().map {
      VerifiedEvidence.Measurement($0.element, self.pcr(UInt8(0x10 + $0.offset)))
    }
    return VerifiedEvidence(
      format: .tdx, measurements: measurements.filter { $0.name != without }, isDebug: isDebug,
      isSimulated: isSimulated,
      boundData: [7], tcb: TCBClaims(text: status?.rawValue ?? "NoLevel", status: status, advisories: advisories),
      claims: [.init("mrowner", owner)], notAfter: self.now + 3_600, simulatedRoot: isSimulated ? self.root : nil)
  }

  /// What the evidence above is expected to say.
  static let reference = ReferenceValues(name: "sample", from: [nitro(), snp(), tdx()])

  static func appraise(
    _ evidence: VerifiedEvidence, _ reference: ReferenceValues? = reference, at time: Int64 = now,
    _ change: (inout AppraisalPolicy) -> Void = { _ in }
  ) -> AttestationResult {
    var policy = AppraisalPolicy()
    change(&policy)
    return Appraisal.appraise(evidence, referenceValues: reference, policy: policy, now: time)
  }
}

extension SampleEvidence {
  /// Under the default policy with one thing changed.
  static func appraise(_ evidence: VerifiedEvidence, _ change: (inout AppraisalPolicy) -> Void) -> AttestationResult {
    self.appraise(evidence, self.reference, at: self.now, change)
  }
}

extension AttestationResult {
  /// The names of the checks that failed.
  var failed: [String] { self.failures.map(\.name) }

  func outcome(_ name: String) -> AppraisalCheck.Outcome? { self.checks.first { $0.name == name }?.outcome }
}
