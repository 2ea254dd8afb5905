import Crypto
import TLSKeys

/// Verifies AWS Nitro attestation documents up to the pinned root. Pure: the time is given, nothing is fetched.
public struct NitroVerifier: Sendable {
  private let roots: TrustedRoots
  private let cache: PathCache?
  private let freshness: Freshness

  /// - Parameters:
  ///   - cache: Where CAs and leaves that were verified are remembered; nil verifies all of them each time.
  ///   - freshness: How old a document may be.
  public init(roots: TrustedRoots = TrustedRoots(), cache: PathCache? = nil, freshness: Freshness = .standard) {
    self.roots = roots
    self.cache = cache
    self.freshness = freshness
  }

  /// Verifies a document: its structure, the chain at `now`, the signature by the leaf, its age. Debug mode is reported and not refused.
  ///
  /// - Parameters:
  ///   - octets: A COSE_Sign1 message, with CBOR tag 18 or without.
  ///   - now: Unix seconds.
  /// - Throws: ``EvidenceError``: those of ``NitroDocument``; *untrusted-root*, `nitro.root`; *malformed*, *unsupported-algorithm*, *bad-chain*
  ///   and *expired*, `x509.…`; *bad-chain*, `nitro.curve`, `nitro.leaf-constraints`, `nitro.leaf-usage`; *bad-signature*, `nitro.signature`;
  ///   *stale*, `nitro.timestamp-age`.
  public func verify(_ octets: [UInt8], now: Int64) throws(EvidenceError) -> VerifiedEvidence {
    try self.verify(try NitroDocument(decoding: octets), now: now)
  }

  /// The same for a document that was read.
  public func verify(_ document: NitroDocument, now: Int64) throws(EvidenceError) -> VerifiedEvidence {
    let digests = document.cabundle.map { Array(SHA256.hash(data: $0)) }
    let simulatedRoot = try self.simulatedRoot(digests[0])
    let leaf = try self.leaf(of: document, below: VerifiedPath.digest(ofDigests: digests))
    try leaf.hold(at: now)
    guard Self.isSigned(document.message, by: leaf.certificate.key) else {
      throw EvidenceError(.badSignature, "nitro.signature", "\(leaf.certificate.name) did not sign this document")
    }
    guard self.freshness.admits(madeAt: document.timestamp, now: now) else {
      throw EvidenceError(
        .stale, "nitro.timestamp-age",
        "the document was made at \(TimeText.utc(document.timestamp / 1_000)), too far from the time of the check, \(TimeText.utc(now))"
      )
    }
    return document.evidence(simulatedRoot: simulatedRoot, notAfter: leaf.notAfter)
  }

  /// The digest of a root that is made up and trusted; nil for AWS's.
  private func simulatedRoot(_ digest: [UInt8]) throws(EvidenceError) -> [UInt8]? {
    if digest == self.roots.nitro { return nil }
    guard self.roots.simulated.contains(digest) else {
      throw EvidenceError(.untrustedRoot, "nitro.root", "the first certificate of cabundle is not the pinned root")
    }
    return digest
  }

  // MARK: The chain

  private func leaf(of document: NitroDocument, below path: [UInt8]) throws(EvidenceError) -> VerifiedLeaf {
    guard let cache = self.cache else {
      return try Self.leaf(of: document) { () throws(EvidenceError) in try Self.path(of: document) }
    }
    let digest = SHA256.hash(data: path + SHA256.hash(data: document.certificate))
    return try cache.leaf(.nitro, Array(digest)) { () throws(EvidenceError) in
      try Self.leaf(of: document) { () throws(EvidenceError) in
        try cache.path(.nitro, path) { () throws(EvidenceError) in try Self.path(of: document) }
      }
    }
  }

  private static func leaf(
    of document: NitroDocument, below path: () throws(EvidenceError) -> VerifiedPath
  ) throws(EvidenceError) -> VerifiedLeaf {
    let leaf = try self.certificate(document.certificate)
    // What they say is judged with the path.
    guard leaf.extensions.basicConstraints != nil else {
      throw EvidenceError(.badChain, "nitro.leaf-constraints", "\(leaf.name) does not say that it is no CA")
    }
    guard leaf.extensions.keyUsage != nil else {
      throw EvidenceError(.badChain, "nitro.leaf-usage", "\(leaf.name) does not say that it is for signing data")
    }
    return try VerifiedLeaf(leaf, below: try path())
  }

  private static func path(of document: NitroDocument) throws(EvidenceError) -> VerifiedPath {
    var cas: [X509Certificate] = []
    for der in document.cabundle { cas.append(try self.certificate(der)) }
    return try VerifiedPath(root: cas[0], then: Array(cas.dropFirst()))
  }

  private static func certificate(_ der: [UInt8]) throws(EvidenceError) -> X509Certificate {
    let certificate = try X509Certificate(der: der)
    guard certificate.isP384 else {
      throw EvidenceError(.badChain, "nitro.curve", "\(certificate.name) has no P-384 key, or was not signed by one")
    }
    return certificate
  }

  private static func isSigned(_ message: COSESign1, by key: CertificateKey) -> Bool {
    guard case .p384(let key) = key,
      let signature = try? P384.Signing.ECDSASignature(rawRepresentation: message.signature)
    else { return false }
    return key.isValidSignature(signature, for: SHA384.hash(data: message.signedOctets))
  }
}
