import Declarations
import Rpc
import SwiftProtobuf
import TLSKeys

@testable import AgentControl

/// What the command line does with the agent's answers; what it asks is texts only.
func readAsCaller(_ message: any SwiftProtobuf.Message) {
  switch message {
  case let message as Warifu_Control_V1_Refusal: _ = message.error.description
  case let message as Warifu_Control_V1_StatusReply:
    let status = message.status
    show([status.startedAt, status.clock, status.identityExpires])
    _ = status.relationships.values.reduce(0, +)
  case let message as Warifu_Control_V1_RelationshipInfo: show(message.info)
  case let message as Warifu_Control_V1_CreateRelationshipEvent:
    if case .step(let step)? = message.event { show(milliseconds: step.step.milliseconds) }
    if case .established(let info)? = message.event { show(info.info) }
    if case .refusal(let refusal)? = message.event { _ = refusal.error.description }
  case let message as Warifu_Control_V1_Step: show(milliseconds: message.step.milliseconds)
  case let message as Warifu_Control_V1_ListRelationshipsReply: message.relationships.forEach { show($0.info) }
  case let message as Warifu_Control_V1_RelationshipReply: show(message.relationship.info)
  case let message as Warifu_Control_V1_WithdrawRelationshipReply: show(message.withdrawal.withdrawal)
  case let message as Warifu_Control_V1_Withdrawal: show(message.withdrawal)
  case let message as Warifu_Control_V1_HostKey: show([message.info.certificateExpires].compactMap(\.self))
  case let message as Warifu_Control_V1_KeysReply:
    message.keys.keys.forEach { show([$0.info.certificateExpires].compactMap(\.self)) }
  case let message as Warifu_Control_V1_KeyProgress: show([message.value.readyAt].compactMap(\.self))
  case let message as Warifu_Control_V1_KeyProgressReply: show([message.progress.value.readyAt].compactMap(\.self))
  case let message as Warifu_Control_V1_PolicyReply: _ = message.policy.value
  case let message as Warifu_Control_V1_Policy: _ = message.value
  case let message as Warifu_Control_V1_ListPartnersReply:
    message.partners.forEach { show([$0.info.certificateExpires]) }
  case let message as Warifu_Control_V1_Partner: show([message.info.certificateExpires])
  case let message as Warifu_Control_V1_TestPartnerReply: show(message.answer.value)
  case let message as Warifu_Control_V1_PartnerAnswer: show(message.value)
  case let message as Warifu_Control_V1_PruneRelationshipsReply:
    var result = PruneResult()
    try? result.take(message)
    precondition(result.replies.count <= 1, "one reply was read as several")
  case let message as Warifu_Control_V1_SharedWork: _ = message.value.leaseLeft / 1000
  case let message as Warifu_Control_V1_Revocation: _ = message.value
  default: break
  }
}

private func show(_ info: RelationshipInfo) {
  show(
    [info.validUntil, info.createdAt, info.changedAt, info.establishedAt, info.standsUntil, info.dueAt]
      .compactMap(\.self))
}

private func show(_ withdrawal: Withdrawal) {
  show(withdrawal.relationship)
  if let until = withdrawal.verifiesUntil { show([until]) }
}

private func show(_ answer: PartnerAnswer) {
  _ = abs(answer.clockDifference)
  show(milliseconds: answer.milliseconds)
}

private func show(milliseconds: Double) {
  _ = Int(milliseconds.rounded())
}

private func show(_ times: [Int64]) {
  for time in times {
    precondition(TimeText.utc(time).hasSuffix("Z"))
    _ = abs(time - now)
  }
}
