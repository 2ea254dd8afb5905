import TLSKeys

/// One line of the signing agent's log. Texts that a caller sent are cut to a bounded length.
struct SigningLogLine: Encodable {
  let time: String
  let caller: String?
  let outcome: String
  let code: String?
  let reason: String?
  let origin: String?
  let destination: String?
  let signer: String?
  let target: String?
  let notBefore: Int64?
  let expires: Int64?
  let targetKeys: [String]?
  let key: String?
  let algorithm: String?
  let count: Int?

  /// A signature that is about to be given, or the refusal of one.
  init(
    _ request: SigningRequest, caller: SignerCaller, now: Int64, algorithm: SignatureAlgorithm?,
    refusal: SigningRefusal?
  ) {
    self.time = TimeText.utc(now)
    self.caller = caller.description
    self.outcome = refusal == nil ? "signed" : "refused"
    self.code = refusal?.code
    self.reason = refusal?.message
    self.origin = Self.bounded(request.origin)
    self.destination = Self.bounded(request.destination)
    self.signer = Self.bounded(request.signer)
    self.target = Self.bounded(request.target)
    self.notBefore = request.notBefore
    self.expires = request.expires
    self.targetKeys = request.targetKeys.prefix(16).map { Base64URL.encode($0.prefix(32)) }
    self.key = request.keyDigest.map { KeyTag(of: $0).base64URL }
    self.algorithm = algorithm?.rawValue
    self.count = nil
  }

  /// A refused question for a host's keys.
  init(host: String, caller: SignerCaller, now: Int64, refusal: SigningRefusal) {
    self.time = TimeText.utc(now)
    self.caller = caller.description
    self.outcome = "keysRefused"
    self.code = refusal.code
    self.reason = refusal.message
    self.signer = Self.bounded(host)
    (self.origin, self.destination, self.target, self.targetKeys) = (nil, nil, nil, nil)
    (self.notBefore, self.expires, self.key, self.algorithm, self.count) = (nil, nil, nil, nil, nil)
  }

  /// Refusals with this code that have no line of their own.
  init(leftOut count: Int, code: String, now: Int64) {
    self.time = TimeText.utc(now)
    self.outcome = "refusalsLeftOut"
    self.code = code
    self.count = count
    (self.caller, self.reason, self.origin, self.destination, self.signer, self.target) = (nil, nil, nil, nil, nil, nil)
    (self.notBefore, self.expires, self.targetKeys, self.key, self.algorithm) = (nil, nil, nil, nil, nil)
  }

  private static func bounded(_ text: String) -> String {
    String(decoding: text.utf8.prefix(253), as: UTF8.self)
  }
}
