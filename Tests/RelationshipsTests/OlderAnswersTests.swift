import AgentStore
import Relationships
import Testing

@Suite("When caches have forgotten older answers")
struct OlderAnswersTests {
  /// Milliseconds.
  private typealias Milliseconds = Int64

  /// A cache as unbound is one: it counts whole seconds of a clock of its own, and an answer holds through its last one.
  private struct Cache {
    /// How far its seconds are from others'.
    let phase: Milliseconds
    private var until: Int64 = 0

    init(phase: Milliseconds) { self.phase = phase }

    mutating func keep(ttl: Int64, at moment: Milliseconds) { self.until = (moment + self.phase) / 1000 + ttl }

    /// The last moment at which it answers, and the TTL that it then tells.
    var last: (moment: Milliseconds, ttl: Int64) { (self.until * 1000 + 999 - self.phase, 0) }
  }

  @Test(
    "three caches, each asked in the last moment of the one before, have forgotten them when the key may be shown",
    arguments: [30, 300, 3600] as [Int64])
  func chain(_ ttl: Int64) throws {
    var machine = try Machine.after(.keysAgreed)
    try machine.handle(Machine.halves, at: 1000)
    // At 1000.999, which is noted as 1000.
    try machine.handle(.published, at: 1000)
    try machine.handle(.seen, at: 1001)
    let end = try #require(machine.relationship?.olderAnswersEnd(ttl: UInt32(ttl)))

    var (moment, left): (Milliseconds, Int64) = (1_000_998, ttl)
    for phase: Milliseconds in [0, 1, 2] {
      var cache = Cache(phase: phase)
      cache.keep(ttl: left, at: moment)
      (moment, left) = cache.last
    }
    #expect(moment > (1000 + ttl) * 1000, "the TTL alone is too short")
    #expect(moment < end * 1000)
  }
}
