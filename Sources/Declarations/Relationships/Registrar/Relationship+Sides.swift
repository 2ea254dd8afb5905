import AgentStore
import Declarations
import TLSKeys

extension Relationship {
  var round: Round { Round(pair: self.pair, generation: self.generation) }

  /// The end this agent speaks for; the origin when it speaks for both.
  var ourHost: HostName { self.served == .destination ? self.destination : self.origin }
  var theirHost: HostName { self.served == .destination ? self.origin : self.destination }

  var ourHalf: String? { self.served == .destination ? self.destinationHalf : self.originHalf }

  /// Both keys, read.
  func keys() throws(StepFailure) -> (origin: PublicKey, destination: PublicKey) {
    guard let origin = self.originKey, let destination = self.destinationKey else {
      throw .refused("notOpen", "no keys were agreed for \(self.pair)")
    }
    return (
      try Registrar.onlyKey([origin], of: self.origin), try Registrar.onlyKey([destination], of: self.destination)
    )
  }

  /// What the half that `signer` signs must be.
  func half(by signer: HostName) throws(StepFailure) -> HalfCheck {
    let keys = try self.keys()
    let isOrigin = signer == self.origin
    return HalfCheck(
      pair: self.pair, signer: signer, signerKey: isOrigin ? keys.origin : keys.destination,
      targetKey: isOrigin ? keys.destination : keys.origin)
  }

  /// Our half as it was given before, if it still holds and is about these keys.
  func givenHalf(_ check: HalfCheck, now: Int64) -> SignedHalf? {
    guard let text = self.ourHalf,
      case .record(let record) = DeclarationRecord.read(
        Array(text.utf8), origin: self.origin, destination: self.destination),
      record.expires > now,
      let statement = try? check.statement(StatementTimes(notBefore: record.notBefore, expires: record.expires))
    else { return nil }
    let half = SignedHalf(statement: statement, signature: record.signature)
    return (try? check.check(half, times: nil)) == nil ? nil : half
  }

  /// Both halves as TXT octets.
  func records() throws(StepFailure) -> [[UInt8]] {
    guard let origin = self.originHalf, let destination = self.destinationHalf else {
      throw .refused("halvesMissing", "the halves of \(self.pair) are not both there")
    }
    return [Array(origin.utf8), Array(destination.utf8)]
  }
}
