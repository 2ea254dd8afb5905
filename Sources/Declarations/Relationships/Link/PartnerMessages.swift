import AgentStore
import Declarations
import Foundation
import Rpc
import SwiftProtobuf
import TLSKeys

// Plain values to and from the messages between agents. What a partner sends is read strictly: a name or digest that is
// none makes the message unreadable.

extension StepFailure {
  static func unreadable(_ what: String) -> StepFailure {
    .refused("unreadable", "the message's \(what) cannot be read")
  }
}

extension Warifu_Partner_V1_Relationship {
  init(_ round: Round) {
    self.init()
    self.origin = round.pair.origin.description
    self.destination = round.pair.destination.description
    self.generation = UInt64(clamping: round.generation)
    self.fence = UInt64(clamping: round.fence)
  }

  func round() throws(StepFailure) -> Round {
    guard let origin = try? HostName(self.origin), let destination = try? HostName(self.destination),
      let generation = Int64(exactly: self.generation), (1...Round.lastGeneration).contains(generation),
      let fence = Int64(exactly: self.fence)
    else { throw .unreadable("relationship") }
    return Round(pair: HostPair(origin: origin, destination: destination), generation: generation, fence: fence)
  }
}

extension Warifu_Partner_V1_Refusal {
  init(_ failure: StepFailure) {
    self.init()
    self.code = failure.code
    self.message = failure.message
    self.next = failure.next
  }

  /// The partner's words, cut to what fits a log line.
  func failure(by partner: String) -> StepFailure {
    .refused(self.code.oneLine(64), "\(partner): \(self.message.oneLine(500))", next: self.next.oneLine(300))
  }
}

extension Warifu_Partner_V1_SignedStatement {
  init(_ half: SignedHalf) {
    self.init()
    let statement = half.statement
    self.signer = statement.signer.description
    self.target = statement.target.description
    self.algorithm = statement.algorithm.rawValue
    self.notBefore = statement.notBefore
    self.expires = statement.expires
    self.signerKey = Data(statement.signerKey.octets)
    self.targetKeys = statement.targetKeys.map { Data($0.octets) }
    self.signature = Data(half.signature)
  }

  func half(_ pair: HostPair) throws(StepFailure) -> SignedHalf {
    guard let signer = try? HostName(self.signer), let target = try? HostName(self.target),
      let algorithm = SignatureAlgorithm(rawValue: self.algorithm), let signerKey = KeyDigest(octets: self.signerKey),
      let statement = try? Statement(
        origin: pair.origin, destination: pair.destination, signer: signer, algorithm: algorithm,
        notBefore: self.notBefore, expires: self.expires, signerKey: signerKey,
        targetKeys: try readDigests(self.targetKeys)),
      statement.target == target, self.signature.count <= 1024
    else { throw .unreadable("statement") }
    return SignedHalf(statement: statement, signature: Array(self.signature))
  }
}

extension Warifu_Partner_V1_CountersignRequest {
  init(_ round: Round, _ request: CountersignRequest) {
    self.init()
    self.relationship = .init(round)
    self.signer = request.signer.description
    self.target = request.target.description
    self.notBefore = request.notBefore
    self.expires = request.expires
    self.targetKeys = request.targetKeys.map { Data($0.octets) }
    self.signerKeys = request.signerKeys.map { Data($0.octets) }
  }

  func request() throws(StepFailure) -> CountersignRequest {
    guard let signer = try? HostName(self.signer), let target = try? HostName(self.target) else {
      throw .unreadable("host names")
    }
    return CountersignRequest(
      signer: signer, target: target, notBefore: self.notBefore, expires: self.expires,
      targetKeys: try readDigests(self.targetKeys), signerKeys: try readDigests(self.signerKeys))
  }
}

extension Warifu_Partner_V1_OpenRequest {
  /// SubjectPublicKeyInfo DER, not looked into.
  func spkis() throws(StepFailure) -> [[UInt8]] { try readKeys(self.keys) }
}

extension Warifu_Partner_V1_DeliverRequest {
  func halves(_ pair: HostPair) throws(StepFailure) -> [SignedHalf] { try readHalves(self.statements, pair) }
}

func readKeys(_ keys: [Data]) throws(StepFailure) -> [[UInt8]] {
  guard keys.count <= Statement.maximumTargetKeys else { throw .unreadable("keys") }
  return keys.map { Array($0) }
}

func readHalves(_ statements: [Warifu_Partner_V1_SignedStatement], _ pair: HostPair) throws(StepFailure) -> [SignedHalf]
{
  guard statements.count <= Statement.maximumTargetKeys else { throw .unreadable("statements") }
  var halves: [SignedHalf] = []
  for statement in statements { halves.append(try statement.half(pair)) }
  return halves
}

private func readDigests(_ octets: [Data]) throws(StepFailure) -> [KeyDigest] {
  guard octets.count <= Statement.maximumTargetKeys else { throw .unreadable("keys") }
  let digests = octets.compactMap { KeyDigest(octets: $0) }
  guard digests.count == octets.count else { throw .unreadable("keys") }
  return digests
}
