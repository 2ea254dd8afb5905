import Testing

@testable import Attestation

@Suite("Paths from a root to a leaf")
struct VerifiedPathTests {
  private let rootKey = HandKey.p384()
  private let subKey = HandKey.p384()
  private let leafKey = HandKey.p384()
  /// 1 July 2026.
  private let now: Int64 = 1_782_864_000

  private func root(_ change: (inout CertificateDraft) -> Void = { _ in }) throws -> X509Certificate {
    var draft = CertificateDraft.ca("Root", by: "Root", key: self.rootKey)
    change(&draft)
    return try draft.certificate(signedBy: self.rootKey)
  }

  private func sub(
    signedBy signer: HandKey? = nil, _ change: (inout CertificateDraft) -> Void = { _ in }
  ) throws -> X509Certificate {
    var draft = CertificateDraft.ca("Sub", by: "Root", key: self.subKey, pathLength: 0)
    change(&draft)
    return try draft.certificate(signedBy: signer ?? self.rootKey)
  }

  private func leaf(
    signedBy signer: HandKey? = nil, _ change: (inout CertificateDraft) -> Void = { _ in }
  ) throws -> X509Certificate {
    var draft = CertificateDraft.leaf("Leaf", by: "Sub", key: self.leafKey)
    change(&draft)
    return try draft.certificate(signedBy: signer ?? self.subKey)
  }

  private func refusal(
    _ root: X509Certificate, _ cas: [X509Certificate], _ leaf: X509Certificate? = nil, now: Int64? = nil
  ) -> EvidenceError? {
    do throws(EvidenceError) {
      let path = try VerifiedPath(root: root, then: cas)
      if let leaf { try path.admit(leaf, now: now ?? self.now) }
      return nil
    } catch {
      return error
    }
  }

  private func chain(_ check: String) -> EvidenceError { EvidenceError(.badChain, check, "") }

  @Test("root, CA and leaf that belong together are a path")
  func whole() throws {
    let root = try self.root()
    let sub = try self.sub()
    #expect(try self.refusal(root, [sub], self.leaf()) == nil)
    let path = try VerifiedPath(root: root, then: [sub])
    #expect(
      path.digest == VerifiedPath.digest(of: [root, sub]) && path.digest != VerifiedPath.digest(of: [sub, root]))
    #expect(path.pathLength == 0)
  }

  @Test("the root may sign the leaf itself")
  func short() throws {
    #expect(try self.refusal(self.root(), [], self.leaf(signedBy: self.rootKey) { $0.issuer = "Root" }) == nil)
  }

  @Test("names that do not follow each other are no path")
  func names() throws {
    #expect(try self.refusal(self.root(), [self.sub { $0.issuer = "Other" }]) == self.chain("x509.issuer"))
    #expect(try self.refusal(self.root(), [self.sub()], self.leaf { $0.issuer = "Root" }) == self.chain("x509.issuer"))
  }

  @Test("a signature of another key is refused, of a CA and of a leaf")
  func signatures() throws {
    #expect(try self.refusal(self.root(), [self.sub(signedBy: self.subKey)]) == self.chain("x509.signature"))
    #expect(
      try self.refusal(self.root(), [self.sub()], self.leaf(signedBy: self.rootKey)) == self.chain("x509.signature"))
  }

  @Test("only CAs that may sign certificates can stand above a leaf, the root among them")
  func cas() throws {
    let constraints = CertificateDraft.basicConstraints(0)
    let usage = CertificateDraft.keyUsage(0x06)
    #expect(try self.refusal(self.root(), [self.sub { $0.extensions = [usage] }]) == self.chain("x509.not-a-ca"))
    #expect(
      try self.refusal(
        self.root(), [self.sub { $0.extensions = [CertificateDraft.basicConstraints(isCA: false), usage] }])
        == self.chain("x509.not-a-ca"))
    #expect(try self.refusal(self.root(), [self.sub { $0.extensions = [constraints] }]) == self.chain("x509.ca-usage"))
    #expect(
      try self.refusal(self.root(), [self.sub { $0.extensions = [constraints, CertificateDraft.keyUsage(0x82)] }])
        == self.chain("x509.ca-usage"))
    #expect(try self.refusal(self.root { $0.extensions = nil }, []) == self.chain("x509.not-a-ca"))
    #expect(
      try self.refusal(
        self.root {
          $0.version = []
          $0.extensions = nil
        }, []) == self.chain("x509.not-a-ca"))
  }

  @Test("no more CAs follow than each one above allows")
  func pathLength() throws {
    let third = HandKey.p384()
    func last(by issuer: String = "Sub", _ length: UInt64? = nil) throws -> X509Certificate {
      try CertificateDraft.ca("Last", by: issuer, key: third, pathLength: length).certificate(signedBy: self.subKey)
    }
    func sub(_ length: UInt64?) throws -> X509Certificate {
      try self.sub { $0.extensions?[0] = CertificateDraft.basicConstraints(length) }
    }
    func root(_ length: UInt64?) throws -> X509Certificate {
      try self.root { $0.extensions?[0] = CertificateDraft.basicConstraints(length) }
    }
    let tooLong = self.chain("x509.path-length")
    #expect(try self.refusal(root(nil), [sub(nil), last()]) == nil)
    #expect(try self.refusal(root(2), [sub(1), last(0)]) == nil)
    #expect(try self.refusal(root(0), [sub(nil)]) == tooLong)
    #expect(try self.refusal(root(nil), [sub(0), last()]) == tooLong)
    #expect(try self.refusal(root(1), [sub(5), last()]) == tooLong, "a CA cannot allow more than the one above")
    #expect(try VerifiedPath(root: root(2), then: [sub(nil)]).pathLength == 1)
    #expect(try VerifiedPath(root: root(2), then: [sub(0)]).pathLength == 0)
  }

  @Test("a critical extension that nobody here understands is refused wherever it stands")
  func critical() throws {
    let unknown = CertificateDraft.extension([2, 5, 29, 30], isCritical: true, [5, 0])
    let refused = self.chain("x509.critical-extension")
    #expect(try self.refusal(self.root { $0.extensions?.append(unknown) }, []) == refused)
    #expect(try self.refusal(self.root(), [self.sub { $0.extensions?.append(unknown) }]) == refused)
    #expect(try self.refusal(self.root(), [self.sub()], self.leaf { $0.extensions?.append(unknown) }) == refused)
  }

  @Test("a leaf is no CA and may sign data, if it says what it may do")
  func leaves() throws {
    let path = (try self.root(), [try self.sub()])
    let ca = try self.leaf { $0.extensions = [CertificateDraft.basicConstraints(), CertificateDraft.keyUsage(0x80)] }
    #expect(self.refusal(path.0, path.1, ca) == self.chain("x509.leaf-is-ca"))
    let signer = try self.leaf { $0.extensions = [CertificateDraft.keyUsage(0x06)] }
    #expect(self.refusal(path.0, path.1, signer) == self.chain("x509.leaf-usage"))
    #expect(try self.refusal(path.0, path.1, self.leaf { $0.extensions = nil }) == nil)
  }

  @Test("every certificate must hold at the time of the check, both ends included")
  func times() throws {
    let path = (try self.root(), [try self.sub()])
    let leaf = try self.leaf {
      $0.notBefore = HandDER.utcTime("260701000000Z")
      $0.notAfter = HandDER.utcTime("260701000010Z")
    }
    let expired = EvidenceError(.expired, "x509.leaf-validity", "")
    #expect(self.refusal(path.0, path.1, leaf, now: self.now - 1) == expired)
    #expect(self.refusal(path.0, path.1, leaf, now: self.now) == nil)
    #expect(self.refusal(path.0, path.1, leaf, now: self.now + 10) == nil)
    #expect(self.refusal(path.0, path.1, leaf, now: self.now + 11) == expired)
    let old = try self.sub { $0.notAfter = HandDER.utcTime("260630235959Z") }
    #expect(
      try self.refusal(path.0, [old], self.leaf()) == EvidenceError(.expired, "x509.ca-validity", ""))
    let young = try self.root { $0.notBefore = HandDER.utcTime("260701000001Z") }
    #expect(
      try self.refusal(young, path.1, self.leaf()) == EvidenceError(.expired, "x509.ca-validity", ""))
  }

  @Test("a root that was pinned by its key is believed only what that key signed")
  func rootSignature() throws {
    let root = try CertificateDraft.ca("Root", by: "Root", key: self.rootKey).certificate(signedBy: self.subKey)
    #expect(throws: Never.self) { try VerifiedPath(root: root, then: []) }
    #expect(throws: self.chain("x509.root-signature")) {
      try VerifiedPath(root: root, rootIsPinnedByKey: true, then: [])
    }
    #expect(throws: Never.self) { try VerifiedPath(root: self.root(), rootIsPinnedByKey: true, then: []) }
  }
}
