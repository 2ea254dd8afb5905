import AgentStore
import Declarations
import TLSKeys

extension Relationship {
  /// With the fencing number under which the current task works.
  var round: Round {
    Round(
      pair: self.pair, generation: self.generation, fence: Int64(clamping: Fence.current?.number ?? 0))
  }

  /// The end this agent speaks for; the origin when it speaks for both.
  var ourHost: HostName { self.served == .destination ? self.destination : self.origin }
  var theirHost: HostName { self.served == .destination ? self.origin : self.destination }

  /// The keys of a host this agent speaks for as this round declares them, none yet where it has not agreed on them; nil for
  /// another's host.
  func ownKeys(of name: HostName) -> Set<KeyDigest>? {
    let spkis: [[UInt8]]
    if name == self.origin, self.served != .destination {
      spkis = self.keys.origin
    } else if name == self.destination, self.served != .origin {
      spkis = self.keys.destination
    } else {
      return nil
    }
    return Set(spkis.map { KeyDigest(spkiDER: $0) })
  }

  var ourHalf: [String] { self.served == .destination ? self.halves.destination : self.halves.origin }

  /// Both hosts' keys, read, in ascending order of their digests.
  func readKeys() throws(StepFailure) -> (origin: [PublicKey], destination: [PublicKey]) {
    guard self.keys.areKnown else { throw .refused("notOpen", "no keys were agreed for \(self.pair)") }
    return (
      try HostKeyList.read(self.keys.origin, of: self.origin),
      try HostKeyList.read(self.keys.destination, of: self.destination)
    )
  }

  /// What the half that `signer` signs must be.
  func half(by signer: HostName) throws(StepFailure) -> HalvesCheck {
    let keys = try self.readKeys()
    let isOrigin = signer == self.origin
    return HalvesCheck(
      pair: self.pair, signer: signer, signerKeys: isOrigin ? keys.origin : keys.destination,
      targetKeys: (isOrigin ? keys.destination : keys.origin).map(\.digest))
  }

  /// Our half as it was given before, if it still holds and is about these keys.
  func givenHalf(_ check: HalvesCheck, now: Int64) -> [SignedHalf]? {
    var halves: [SignedHalf] = []
    for text in self.ourHalf {
      guard
        case .record(let record) = DeclarationRecord.read(
          Array(text.utf8), origin: self.origin, destination: self.destination), record.expires > now,
        let key = check.signerKeys.first(where: { KeyTag(of: $0.digest) == record.signerTag }),
        let statement = try? check.statement(
          by: key, StatementTimes(notBefore: record.notBefore, expires: record.expires))
      else { return nil }
      let half = SignedHalf(statement: statement, signature: record.signature)
      halves.append(half)
    }
    return try? check.check(halves, times: nil)
  }

  /// Both halves as TXT octets.
  func records() throws(StepFailure) -> [[UInt8]] {
    guard !self.halves.origin.isEmpty, !self.halves.destination.isEmpty else {
      throw .refused("halvesMissing", "the halves of \(self.pair) are not both there")
    }
    return self.halves.all.map { Array($0.utf8) }
  }

  /// The keys of the last round and of that which stands, each once, as SubjectPublicKeyInfo DER.
  var knownKeys: (origin: Set<[UInt8]>, destination: Set<[UInt8]>) {
    let sides = [self.keys, self.standing?.keys].compactMap(\.self)
    return (Set(sides.flatMap(\.origin)), Set(sides.flatMap(\.destination)))
  }

  /// Every record that this agent may have published for the pair and not removed since, as TXT octets.
  var mayBePublished: Set<[UInt8]> {
    Set((self.halves.all + (self.standing?.halves.all ?? []) + self.stray).map { Array($0.utf8) })
  }
}
