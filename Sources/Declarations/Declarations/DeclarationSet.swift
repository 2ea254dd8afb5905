public import TLSKeys

/// All the TXT records found at one relationship's owner name, read.
public struct DeclarationSet: Sendable {
  /// The most records of ours that an RRset may hold.
  public static let maximumRecords = 64

  public let origin: HostName
  public let destination: HostName
  /// The well-formed records.
  public let records: [DeclarationRecord]
  /// Why each malformed one is so.
  public let malformed: [String]
  /// How many records are somebody else's.
  public let foreignCount: Int

  /// - Parameter texts: the octets of each TXT record, its strings joined without separator.
  public init(_ texts: some Sequence<[UInt8]>, origin: HostName, destination: HostName) {
    var records: [DeclarationRecord] = []
    var malformed: [String] = []
    var foreign = 0
    for text in texts {
      switch DeclarationRecord.read(text, origin: origin, destination: destination) {
      case .notOurs: foreign += 1
      case .malformed(let reason): malformed.append(reason)
      case .record(let record): records.append(record)
      }
    }
    self.origin = origin
    self.destination = destination
    self.records = records
    self.malformed = malformed
    self.foreignCount = foreign
  }

  /// How many records are ours, well-formed or not.
  public var ownCount: Int { self.records.count + self.malformed.count }

  /// Judges the set against the keys that were seen.
  ///
  /// - Parameters:
  ///   - originKeys: the origin's keys as seen in handshakes with valid certificates; at least one.
  ///   - destinationKeys: the same for the destination.
  ///   - now: Unix seconds.
  public func judge(originKeys: [PublicKey], destinationKeys: [PublicKey], now: Int64) -> DeclarationJudgement {
    guard self.ownCount > 0 else {
      return DeclarationJudgement(
        verdict: .undeclared, reason: "\(self.origin) declares no relationship with \(self.destination)")
    }
    guard self.ownCount <= Self.maximumRecords else {
      return DeclarationJudgement(
        verdict: .malformed, reason: "there are \(self.ownCount) records, \(Self.maximumRecords) are allowed")
    }
    let forward = self.half(of: self.origin, signerKeys: originKeys, targetKeys: destinationKeys, now: now)
    let converse = self.half(of: self.destination, signerKeys: destinationKeys, targetKeys: originKeys, now: now)
    if case .valid(let first) = forward, case .valid(let second) = converse {
      return DeclarationJudgement(verdict: .verified, reason: nil, expires: min(first, second))
    }
    let failures = [(self.origin, self.destination, forward), (self.destination, self.origin, converse)]
      .compactMap { signer, target, half in half.failure.map { (signer, target, $0) } }
    if let (signer, target, stage) = failures.min(by: { $0.2 < $1.2 }) {
      return DeclarationJudgement(verdict: stage.verdict, reason: stage.reason(signer: signer, target: target))
    }
    if let reason = self.malformed.first {
      return DeclarationJudgement(verdict: .malformed, reason: "a record is malformed: \(reason)")
    }
    let missing = forward == .missing ? self.origin : self.destination
    return DeclarationJudgement(verdict: .notMutual, reason: "there is no declaration by \(missing)")
  }

  private func half(
    of signer: HostName, signerKeys: [PublicKey], targetKeys: [PublicKey], now: Int64
  ) -> DeclarationHalf {
    self.records.lazy.filter { $0.signer == signer }
      .map { DeclarationHalf($0, signerKeys: signerKeys, targetKeys: targetKeys, now: now) }
      .max() ?? .missing
  }
}
