import AgentStore
import Declarations
import TLSKeys

/// What one host's half must be, and whether what another agent handed over is exactly that: one signed statement for each
/// of the signer's keys, all of the same times, over all of the target's keys.
struct HalvesCheck {
  let pair: HostPair
  let signer: HostName
  let signerKeys: [PublicKey]
  /// In ascending order.
  let targetKeys: [KeyDigest]

  /// The statement that this key must sign.
  func statement(by key: PublicKey, _ times: StatementTimes) throws(StepFailure) -> Statement {
    do {
      return try Statement(
        origin: self.pair.origin, destination: self.pair.destination, signer: self.signer, algorithm: key.algorithm,
        notBefore: times.notBefore, expires: times.expires, signerKey: key.digest, targetKeys: self.targetKeys)
    } catch {
      throw .refused("statementFields", "\(error)")
    }
  }

  /// Checks every field and every signature, which also proves that the signer holds its keys.
  ///
  /// - Parameter times: what was asked for; nil where any acceptable times will do.
  /// - Returns: the statements in the order of the keys.
  func check(_ halves: [SignedHalf], times: StatementTimes?) throws(StepFailure) -> [SignedHalf] {
    guard let first = halves.first, halves.count == self.signerKeys.count else {
      throw .refused(
        "statementFields", "\(self.signer) has \(self.signerKeys.count) keys and gave \(halves.count) statements")
    }
    let times = times ?? first.times
    var ordered: [SignedHalf] = []
    for key in self.signerKeys {
      guard let half = halves.first(where: { $0.statement.signerKey == key.digest }),
        half.statement == (try self.statement(by: key, times))
      else {
        throw .refused("statementFields", "the half signed by \(self.signer) says something else than was agreed")
      }
      guard key.verifies(half.signature, over: half.statement.signedOctets) else {
        throw .refused(
          "badSignature", "the signature of \(self.signer) over this relationship is not that of its key",
          next: "Does its signing agent hold the key that its agent named?")
      }
      ordered.append(half)
    }
    return ordered
  }
}

extension SignedHalf {
  var times: StatementTimes { StatementTimes(notBefore: self.statement.notBefore, expires: self.statement.expires) }
}
