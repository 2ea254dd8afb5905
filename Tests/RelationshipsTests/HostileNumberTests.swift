import AgentStore
import Declarations
import Rpc
import TLSKeys
import Testing

@testable import Relationships

@Suite("Numbers and texts that only a hostile partner sends")
struct HostileNumberTests {
  @Test(
    "times at the ends of the number range are refused",
    arguments: [
      (Int64.min, 0), (.min, .max), (.min, .min), (-1, .max), (0, .max), (.max, .max), (.max, .min),
      (PretendWorld.start - 600, .max), (PretendWorld.start - 600, PretendWorld.start - 700), (1, Statement.latestTime),
    ] as [(Int64, Int64)])
  func times(notBefore: Int64, expires: Int64) throws {
    let times = StatementTimes(notBefore: notBefore, expires: expires)
    #expect(throws: StepFailure.self) {
      try times.check(now: PretendWorld.start, maximumSpan: StatementTimes.maximumSpan)
    }
  }

  @Test("a certificate that ended before the beginning of time leaves no validity", arguments: [Int64.min, -1, 0])
  func certificate(expires: Int64) {
    #expect(throws: StepFailure.self) {
      try StatementTimes(now: PretendWorld.start, certificateExpires: expires, maximumSpan: nil)
    }
  }

  @Test("a round's number is from 1 to 2^53 − 1", arguments: [0, 1 << 53, 1 << 63, .max] as [UInt64])
  func rounds(number: UInt64) throws {
    var message = Warifu_Partner_V1_Relationship()
    (message.origin, message.destination, message.generation) = ("shop.test", "pay.test", number)
    #expect(throws: StepFailure.self) { try message.round() }
    message.generation = UInt64(Round.lastGeneration)
    #expect(try message.round().generation == Round.lastGeneration)
  }

  @Test("a pair that has had its last round is refused another, and the agent goes on")
  func lastRound() async throws {
    let world = try PretendWorld()
    try await world.remember(world.shop, rounds: Round.lastGeneration)
    try await world.expectRefusal("generation", by: world.shop)
    #expect(try await world.shop.relationship(world.pair)?.generation == Round.lastGeneration)
    await world.close()
  }

  @Test("the difference to any clock a partner shows can be reckoned", arguments: [Int64.min, -1, 0, .max])
  func clock(seconds: Int64) {
    var message = Warifu_Partner_V1_HelloReply()
    message.clock = seconds
    #expect(message.greeting.clock == (seconds > 0 ? Statement.latestTime : 0))
  }

  @Test("a partner's words are one bounded line without control characters")
  func words() {
    var message = Warifu_Partner_V1_Refusal()
    message.code = "no"
    message.message = "a\u{1B}[2J\nb\u{2028}c\r" + "e" + String(repeating: "\u{301}", count: 10_000)
    let failure = message.failure(by: "pay")
    #expect(failure.message.unicodeScalars.starts(with: "pay: a [2J b c e\u{301}".unicodeScalars))
    #expect(failure.message.unicodeScalars.count == 505)
  }
}
