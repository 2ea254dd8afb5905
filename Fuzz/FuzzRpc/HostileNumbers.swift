import Foundation
import Rpc
import SwiftProtobuf

/// Messages that are sound but for their numbers, which are the input: what breaks a message as a whole seldom leaves the
/// rest of it good enough for the numbers to matter.
func readNumbers(_ octets: [UInt8]) {
  func number(_ index: Int) -> Int64 {
    octets.dropFirst(8 * index).prefix(8).enumerated().reduce(0) { $0 | Int64($1.element) << (8 * $1.offset) }
  }
  let (first, second) = (number(0), number(1))
  let key = Data(repeating: 1, count: 32)
  let relationship = Warifu_Partner_V1_Relationship.with {
    ($0.origin, $0.destination, $0.generation) = ("shop.test", "pay.test", UInt64(bitPattern: first))
  }
  read(relationship)
  read(
    Warifu_Partner_V1_CountersignRequest.with {
      ($0.relationship, $0.signer, $0.target, $0.targetKeys) = (relationship, "pay.test", "shop.test", [key])
      ($0.notBefore, $0.expires) = (first, second)
    })
  read(
    Warifu_Partner_V1_SignedStatement.with {
      ($0.signer, $0.target, $0.algorithm) = ("pay.test", "shop.test", "ES256")
      ($0.signerKey, $0.targetKeys, $0.signature) = (key, [key], key + key)
      ($0.notBefore, $0.expires) = (first, second)
    })
  read(Warifu_Partner_V1_HelloReply.with { $0.clock = first })
  read(Warifu_Partner_V1_OpenReply.with { $0.behind.generation = UInt64(bitPattern: first) })
  read(Warifu_Partner_V1_OpenReply.with { $0.opened.maximumValiditySeconds = UInt64(bitPattern: first) })
  read(
    Warifu_Signing_V1_SignRequest.with {
      ($0.origin, $0.destination, $0.signer, $0.target) = ("shop.test", "pay.test", "shop.test", "pay.test")
      ($0.notBefore, $0.expires, $0.targetKeys, $0.key) = (first, second, [key], key)
    })
  checkCertificateEnd(first)
  read(Warifu_Control_V1_Step.with { $0.milliseconds = Double(bitPattern: UInt64(bitPattern: first)) })
  read(
    Warifu_Control_V1_PartnerAnswer.with {
      ($0.clockDifference, $0.milliseconds) = (first, Double(bitPattern: UInt64(bitPattern: second)))
    })
  read(Warifu_Control_V1_Partner.with { $0.certificateExpires = first })
  read(
    Warifu_Control_V1_RelationshipInfo.with {
      ($0.validUntil, $0.createdAt, $0.changedAt, $0.establishedAt) = (first, second, first, second)
      $0.generation = UInt64(bitPattern: second)
    })
  read(
    Warifu_Control_V1_StatusReply.with {
      ($0.startedAt, $0.clock, $0.identityExpires) = (first, second, first)
    })
}
