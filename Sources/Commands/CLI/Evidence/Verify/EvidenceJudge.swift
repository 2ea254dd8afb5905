import Attestation

/// Verifies evidence and appraises it, by what a person gave for all of it.
struct EvidenceJudge {
  private let policy: AppraisalPolicy
  private let reference: ReferenceValues?
  let endorsements: GivenEndorsements
  private let kept: KeptCollateral?
  /// As a command line that is shown names the store.
  private let storeArgument: String
  /// Unix seconds.
  private let now: Int64
  private let verifier: EvidenceVerifier

  /// Reads the files that are named.
  ///
  /// - Parameter reference: nil where nothing is to be compared.
  init(_ options: VerificationOptions, reference: ReferenceValues?) throws(Complaint) {
    self.policy = try options.readPolicy()
    self.reference = reference
    self.endorsements = try options.readEndorsements()
    self.kept = try options.keptCollateral()
    self.storeArgument = options.store.argument
    self.now = options.now
    self.verifier = EvidenceVerifier(roots: self.policy.roots, freshness: self.policy.freshness)
  }

  /// - Throws: A complaint where the store that was named cannot be read.
  func judge(_ path: String) throws -> JudgedEvidence {
    switch Result(catching: { () throws(Complaint) in try InputFile(beginning: path, EvidenceText.maximumOctets) }) {
    case .success(let file): return try self.judge(file)
    case .failure(let complaint):
      return JudgedEvidence(file: path, format: nil, checkedAt: self.now, finding: .unreadable(complaint), notes: [])
    }
  }

  private func judge(_ file: InputFile) throws -> JudgedEvidence {
    let (notes, verified, advice) = try self.verified(file)
    let finding: JudgedEvidence.Finding =
      switch verified {
      case .failure(let error): .notVerified(error, next: advice.next(after: error))
      case .success(let evidence):
        .verified(
          evidence,
          Appraisal.appraise(evidence, referenceValues: self.reference, policy: self.policy, now: self.now))
      }
    return JudgedEvidence(file: file.path, format: advice.format, checkedAt: self.now, finding: finding, notes: notes)
  }

  /// What is to be told of the store, what verification says, and what helps where it says no, by what became known until then.
  func verified(
    _ file: InputFile
  ) throws -> (notes: [String], result: Result<VerifiedEvidence, EvidenceError>, advice: EvidenceAdvice) {
    var advice = EvidenceAdvice(file: file.path, store: self.storeArgument)
    var notes: [String] = []
    let result: Result<VerifiedEvidence, EvidenceError>
    do {
      let octets = try EvidenceText.octets(of: file.octets)
      advice.format = EvidenceFormat(recognizing: octets)
      let evidence = try Evidence(octets)
      advice.isSimulated = try self.isSimulated(evidence)
      advice.isRead = true
      let kept = try self.kept?.pieces(for: evidence, now: self.now)
      notes = kept?.notes ?? []
      result = .success(try self.verified(evidence, kept?.pieces ?? []))
    } catch let error as EvidenceError {
      result = .failure(error)
    }
    return (notes, result, advice)
  }

  /// Whether no vendor knows of it: a quote says so itself; of a report that cannot be told where the policy trusts made-up roots.
  private func isSimulated(_ evidence: Evidence) throws(EvidenceError) -> Bool? {
    switch try CollateralDemand(evidence) {
    case .tdx(let demand): !demand.root.simulatedDigests.isEmpty
    case .snp: self.policy.simulatedRoots.isEmpty ? false : nil
    case .nothing: false
    }
  }

  /// With the store's first, so that what it knows to be revoked stays so; but what was given has not to suffer from what has ended
  /// in the store, or did not hold yet at the time that was named.
  private func verified(_ evidence: Evidence, _ kept: [[UInt8]]) throws(EvidenceError) -> VerifiedEvidence {
    // A Nitro document brings all it needs, so nothing that was given for others can stop it.
    if case .nitro = evidence { return try self.verified(evidence, with: Endorsements()) }
    do {
      return try self.verified(evidence, with: self.endorsements.endorsements(and: kept))
    } catch {
      guard [.collateralMissing, .collateralExpired].contains(error.kind), !kept.isEmpty,
        !self.endorsements.files.isEmpty,
        let evidence = try? self.verified(evidence, with: self.endorsements.endorsements())
      else { throw error }
      return evidence
    }
  }

  private func verified(_ evidence: Evidence, with endorsements: Endorsements) throws(EvidenceError) -> VerifiedEvidence
  {
    try self.verifier.verify(evidence, endorsements: endorsements, now: self.now)
  }
}
