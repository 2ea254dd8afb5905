import Rpc
import Testing

@testable import AgentControl

@Suite("Numbers that no agent should answer with")
struct HostileAnswerTests {
  /// 2^53 − 1.
  private static let last: Int64 = 9_007_199_254_740_991

  @Test("what is read can be reckoned with and shown", arguments: [Int64.min, .max])
  func numbers(number: Int64) {
    let time = number < 0 ? 0 : Self.last
    var info = Warifu_Control_V1_RelationshipInfo()
    (info.validUntil, info.createdAt, info.changedAt, info.establishedAt) = (number, number, number, number)
    info.generation = .max
    #expect(info.info.createdAt == time && info.info.changedAt == time)
    #expect(info.info.validUntil == (number < 0 ? nil : time) && info.info.establishedAt == info.info.validUntil)
    #expect(info.info.generation == .max)
    var status = Warifu_Control_V1_StatusReply()
    (status.startedAt, status.clock, status.identityExpires) = (number, number, number)
    #expect(status.status.startedAt == time && status.status.clock == time && status.status.identityExpires == time)
    var partner = Warifu_Control_V1_Partner()
    partner.certificateExpires = number
    #expect(partner.info.certificateExpires == time)
    var answer = Warifu_Control_V1_PartnerAnswer()
    answer.clockDifference = number
    #expect(answer.value.clockDifference == (number < 0 ? -Self.last : Self.last))
  }

  @Test(
    "a duration is a number of milliseconds that a whole number can hold",
    arguments: [(Double.nan, 0), (.infinity, 0), (-1, 0), (1e300, 1e15), (12.5, 12.5)] as [(Double, Double)])
  func durations(given: Double, read: Double) {
    var step = Warifu_Control_V1_Step()
    step.milliseconds = given
    #expect(step.step.milliseconds == read)
    var answer = Warifu_Control_V1_PartnerAnswer()
    answer.milliseconds = given
    #expect(answer.value.milliseconds == read)
  }
}
