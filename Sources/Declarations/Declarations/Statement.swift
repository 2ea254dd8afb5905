public import TLSKeys

/// What one host's TLS key says about the other host's TLS keys.
///
/// The signer and the target are the two ends of the relationship, one each. A statement is what is signed; with its
/// signature it becomes a ``DeclarationRecord``.
public struct Statement: Hashable, Sendable {
  /// The most target keys that one statement can name.
  public static let maximumTargetKeys = 16
  /// The longest time from not-before to expires, in seconds: 30 days.
  public static let maximumValidity: Int64 = 2_592_000
  /// The latest time a statement can name, so that every JSON reader can hold it: 2^53 − 1, Unix seconds.
  public static let latestTime: Int64 = 9_007_199_254_740_991

  public let origin: HostName
  public let destination: HostName
  public let signer: HostName
  public let algorithm: SignatureAlgorithm
  /// Unix time in seconds from which the statement holds.
  public let notBefore: Int64
  /// Unix time in seconds at which it no longer holds.
  public let expires: Int64
  /// Digest of the key that signs.
  public let signerKey: KeyDigest
  /// Digests of the target's keys: 1–16, ascending, each once.
  public let targetKeys: [KeyDigest]

  /// The end that the statement is about.
  public var target: HostName { self.signer == self.origin ? self.destination : self.origin }

  /// - Parameter targetKeys: in any order; they are sorted here.
  /// - Throws: ``StatementError`` when the fields break a rule of the format.
  public init(
    origin: HostName, destination: HostName, signer: HostName, algorithm: SignatureAlgorithm, notBefore: Int64,
    expires: Int64, signerKey: KeyDigest, targetKeys: some Collection<KeyDigest>
  ) throws(StatementError) {
    guard origin != destination else { throw .sameHost }
    guard signer == origin || signer == destination else { throw .signerIsNeitherEnd }
    guard notBefore >= 0, notBefore < expires, expires - notBefore <= Self.maximumValidity,
      expires <= Self.latestTime
    else { throw .validityOutOfBounds }
    guard (1...Self.maximumTargetKeys).contains(targetKeys.count) else { throw .targetKeyCount(targetKeys.count) }
    guard Set(targetKeys).count == targetKeys.count else { throw .duplicateTargetKey }
    self.origin = origin
    self.destination = destination
    self.signer = signer
    self.algorithm = algorithm
    self.notBefore = notBefore
    self.expires = expires
    self.signerKey = signerKey
    self.targetKeys = targetKeys.sorted()
  }

  /// The octets that the signature covers.
  ///
  /// They begin with 64 spaces and a context string of their own, as RFC 8446 §4.4.3 does, so that no signature made
  /// here can serve in TLS and none made in TLS can serve here.
  public var signedOctets: [UInt8] {
    var text = "origin=\(self.origin)\ndestination=\(self.destination)\nsigner=\(self.signer)\ntarget=\(self.target)\n"
    text += "algorithm=\(self.algorithm.rawValue)\nnot-before=\(self.notBefore)\nexpires=\(self.expires)\n"
    text += "signer-key=\(self.signerKey.base64URL)\n"
    for key in self.targetKeys { text += "target-key=\(key.base64URL)\n" }
    return Array(repeating: 0x20, count: 64) + Array("M2DMRT1 declaration".utf8) + [0x00] + Array(text.utf8)
  }
}
