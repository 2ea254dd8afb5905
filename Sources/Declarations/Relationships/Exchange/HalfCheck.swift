import AgentStore
import Declarations
import TLSKeys

/// Whether a half another agent handed over is exactly what it should be.
struct HalfCheck {
  let pair: HostPair
  let signer: HostName
  let signerKey: PublicKey
  let targetKey: PublicKey

  /// The statement that this half must make.
  func statement(_ times: StatementTimes) throws(StepFailure) -> Statement {
    do {
      return try Statement(
        origin: self.pair.origin, destination: self.pair.destination, signer: self.signer,
        algorithm: self.signerKey.algorithm, notBefore: times.notBefore, expires: times.expires,
        signerKey: self.signerKey.digest, targetKeys: [self.targetKey.digest])
    } catch {
      throw .refused("statementFields", "\(error)")
    }
  }

  /// Checks every field and the signature, which also proves that the signer holds its key.
  ///
  /// - Parameter times: what was asked for; nil where any acceptable times will do.
  func check(_ half: SignedHalf, times: StatementTimes?) throws(StepFailure) {
    let given = half.statement
    let times = times ?? StatementTimes(notBefore: given.notBefore, expires: given.expires)
    guard given == (try self.statement(times)) else {
      throw .refused("statementFields", "the half signed by \(self.signer) says something else than was agreed")
    }
    guard self.signerKey.verifies(half.signature, over: given.signedOctets) else {
      throw .refused(
        "badSignature", "the signature of \(self.signer) over this relationship is not that of its key",
        next: "Does its signing agent hold the key that its agent named?")
    }
  }

  /// The only half in `halves`, checked.
  func only(_ halves: [SignedHalf], times: StatementTimes?) throws(StepFailure) -> SignedHalf {
    guard let half = halves.first, halves.count == 1 else {
      throw .refused("statementFields", "\(halves.count) halves were handed over instead of one")
    }
    try self.check(half, times: times)
    return half
  }
}
