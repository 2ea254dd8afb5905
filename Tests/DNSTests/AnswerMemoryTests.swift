import DNSWire
import Testing

@testable import DNS

@Suite("Answers that are remembered")
struct AnswerMemoryTests {
  private let start = ContinuousClock.now
  private let found = Lookup.records([[1, 2, 3]], ttl: 301, secure: true)

  private func key(_ name: String) throws -> AnswerMemory.Key {
    AnswerMemory.Key(name: try DomainName(name), type: .txt)
  }

  @Test("are those of the name and type asked for, with what is left of their TTL, and end a second before it")
  func timeToLive() throws {
    var memory = AnswerMemory()
    memory.keep(self.found, for: try self.key("a.test"), now: self.start)
    let later = self.start + .seconds(100)
    #expect(memory.answer(to: try self.key("A.test"), now: later) == .records([[1, 2, 3]], ttl: 200, secure: true))
    #expect(memory.answer(to: try self.key("b.test"), now: later) == nil)
    #expect(memory.answer(to: AnswerMemory.Key(name: try DomainName("a.test"), type: .a), now: later) == nil)
    let last = self.start + .seconds(299)
    #expect(memory.answer(to: try self.key("a.test"), now: last) == .records([[1, 2, 3]], ttl: 1, secure: true))
    #expect(memory.answer(to: try self.key("a.test"), now: self.start + .milliseconds(299_500)) == nil)
    #expect(memory.answer(to: try self.key("a.test"), now: self.start + .seconds(301)) == nil)
  }

  @Test("are secure records only, and never longer than an hour")
  func secureOnly() throws {
    let others: [Lookup] = [
      .records([[1]], ttl: 300, secure: false), .records([[1]], ttl: 1, secure: true),
      .absent(kind: .nxdomain, ttl: 300, secure: true), .bogus(reason: ""), .unreachable(reason: ""),
    ]
    var memory = AnswerMemory()
    let key = try self.key("a.test")
    for other in others {
      memory.keep(self.found, for: key, now: self.start)
      memory.keep(other, for: key, now: self.start)
      #expect(memory.answer(to: key, now: self.start) == nil, "\(other)")
      #expect(memory.octets == 0)
    }
    memory.keep(.records([[1]], ttl: .max, secure: true), for: key, now: self.start)
    #expect(memory.answer(to: key, now: self.start) == .records([[1]], ttl: 3600, secure: true))
    #expect(memory.answer(to: key, now: self.start + .seconds(3600)) == nil)
  }

  @Test("take no more than their room, however many names are asked for")
  func bounded() throws {
    var memory = AnswerMemory()
    let big = Lookup.records([[UInt8](repeating: 0, count: 60_000)], ttl: 300, secure: true)
    let kept = Lookup.records([[UInt8](repeating: 0, count: 60_000)], ttl: 299, secure: true)
    for number in 0..<1_000 {
      memory.keep(big, for: try self.key("n\(number).test"), now: self.start)
      #expect(memory.octets <= AnswerMemory.capacity)
    }
    #expect(memory.answer(to: try self.key("n999.test"), now: self.start) == kept)
    let huge = Lookup.records([[UInt8](repeating: 0, count: AnswerMemory.capacity)], ttl: 300, secure: true)
    memory.keep(huge, for: try self.key("huge.test"), now: self.start)
    #expect(memory.answer(to: try self.key("huge.test"), now: self.start) == nil)
  }
}
