public import TLSKeys

/// One TXT record at `<destination>._m2dmrt.<origin>`: a statement without the signer's whole key digest, and its signature.
///
/// A record carries only a tag of the signer's key, which selects; the statement to verify is completed with the key
/// that was seen (``statement(signerKey:)``).
public struct DeclarationRecord: Hashable, Sendable {
  public let origin: HostName
  public let destination: HostName
  public let signer: HostName
  public let signerTag: KeyTag
  /// 1–16 digests, ascending, each once.
  public let targetKeys: [KeyDigest]
  public let algorithm: SignatureAlgorithm
  /// Unix seconds.
  public let notBefore: Int64
  /// Unix seconds.
  public let expires: Int64
  public let signature: [UInt8]

  public var target: HostName { self.signer == self.origin ? self.destination : self.origin }

  /// The record that publishes a signed statement.
  public init(_ statement: Statement, signature: [UInt8]) {
    self.origin = statement.origin
    self.destination = statement.destination
    self.signer = statement.signer
    self.signerTag = KeyTag(of: statement.signerKey)
    self.targetKeys = statement.targetKeys
    self.algorithm = statement.algorithm
    self.notBefore = statement.notBefore
    self.expires = statement.expires
    self.signature = signature
  }

  init(
    origin: HostName, destination: HostName, signer: HostName, signerTag: KeyTag, targetKeys: [KeyDigest],
    algorithm: SignatureAlgorithm, notBefore: Int64, expires: Int64, signature: [UInt8]
  ) {
    self.origin = origin
    self.destination = destination
    self.signer = signer
    self.signerTag = signerTag
    self.targetKeys = targetKeys
    self.algorithm = algorithm
    self.notBefore = notBefore
    self.expires = expires
    self.signature = signature
  }

  /// The TXT octets.
  public var text: String {
    let keys = self.targetKeys.map(\.base64URL).joined(separator: ",")
    return "v=M2DMRT1; s=\(self.signer); t=\(self.target); k=\(self.signerTag.base64URL); h=\(keys); "
      + "a=\(self.algorithm.rawValue); n=\(self.notBefore); x=\(self.expires); b=\(Base64URL.encode(self.signature))"
  }

  /// The statement that this record makes if it was signed by the given key.
  public func statement(signerKey: KeyDigest) throws(StatementError) -> Statement {
    try Statement(
      origin: self.origin, destination: self.destination, signer: self.signer, algorithm: self.algorithm,
      notBefore: self.notBefore, expires: self.expires, signerKey: signerKey, targetKeys: self.targetKeys)
  }

  /// Whether the signature is this key's over this record. Time is not looked at.
  public func isSigned(by key: PublicKey) -> Bool {
    guard KeyTag(of: key.digest) == self.signerTag, key.algorithm == self.algorithm,
      let statement = try? self.statement(signerKey: key.digest)
    else { return false }
    return key.verifies(self.signature, over: statement.signedOctets)
  }
}
