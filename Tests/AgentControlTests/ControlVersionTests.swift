import Foundation
import GRPCNIOTransportHTTP2Posix
import LocalLink
import Logging
import Loopback
import Rpc
import SwiftProtobuf
import Testing

@testable import AgentControl

@Suite("A control socket of another version")
struct ControlVersionTests {
  @Test("fields that nobody knows yet change nothing that is read")
  func unknownFields() throws {
    #expect(try Warifu_Control_V1_StatusReply(Answers.status).withUnknownField.status == Answers.status)
    #expect(try Warifu_Control_V1_RelationshipInfo(Answers.info).withUnknownField.info == Answers.info)
    #expect(try Warifu_Control_V1_Refusal(Answers.unknown).withUnknownField.error == Answers.unknown)
    #expect(try Warifu_Control_V1_HostKey(Answers.key).withUnknownField.info == Answers.key)
    #expect(try Warifu_Control_V1_KeyProgress(Answers.progress).withUnknownField.value == Answers.progress)
    #expect(try Warifu_Control_V1_Revocation(Answers.revocation).withUnknownField.value == Answers.revocation)
    #expect(try Warifu_Control_V1_Partner(Answers.partner).withUnknownField.info == Answers.partner)
    let step = RelationshipStep(state: "proposed", text: "asking", milliseconds: 0.5)
    #expect(try Warifu_Control_V1_Step(step).withUnknownField.step == step)
    let withdrawal = Withdrawal(relationship: Answers.info, verifiesUntil: 7, partnerTold: true)
    #expect(try Warifu_Control_V1_Withdrawal(withdrawal).withUnknownField.withdrawal == withdrawal)
    let answer = PartnerAnswer(name: "pay", agent: "pay", address: "a", clockDifference: -3, milliseconds: 1)
    #expect(try Warifu_Control_V1_PartnerAnswer(answer).withUnknownField.value == answer)
    let policy = HostPolicy(host: "a.test", owner: "_m2dmrt.a.test", records: ["v=M2DMRT1"], secure: true)
    #expect(try Warifu_Control_V1_PolicyReply(policy).withUnknownField.policy.withUnknownField.value == policy)
    let work = SharedWorkInfo(
      place: "etcd", shards: 64, shardsHeld: 3, members: ["a"], leaseSeconds: 15, leaseLeft: 9)
    #expect(try Warifu_Control_V1_SharedWork(work).withUnknownField.value == work)
    var pruned = PruneResult()
    for reply in Answers.pruned.replies { try pruned.take(try reply.withUnknownField) }
    // What a later version says besides.
    try pruned.take(try Warifu_Control_V1_PruneRelationshipsReply().withUnknownField)
    #expect(pruned == Answers.pruned)
  }

  @Test("an agent that does not have a call is said to be older, and what to do")
  func unknownCall() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("control.sock")
    let server = try LocalServer(
      at: path, for: geteuid(), services: [], config: .defaults,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await server.run() }
    do {
      _ = try await ControlClient.connected(to: path) { try await $0.prune(zones: [], pairs: [], removes: false) }
      Issue.record("an answer to a call that is not there")
    } catch let error as ControlError {
      #expect(error.code == "agentOlder" && error.message.contains("older than this program"))
      #expect(error.next.contains("Restart warifud"))
    }
    server.close()
    try await running.value
    folder.close()
  }
}

extension SwiftProtobuf.Message {
  /// The same message with field 2000, a number, which no version has.
  fileprivate var withUnknownField: Self {
    get throws {
      let octets: [UInt8] = try self.serializedBytes()
      return try Self(serializedBytes: octets + [0x80, 0x7D, 0x01])
    }
  }
}
