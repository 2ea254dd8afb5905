import DNSWire
import Testing

@testable import DNS

/// The rules by which looks share empty caches, without any cache and without time passing by itself.
@Suite("Looks that share empty caches")
struct FreshQueueTests {
  private let start = ContinuousClock.now
  private let limits = FreshLimits()

  private func key(_ name: String) throws -> FreshQueue.Key { .init(name: try DomainName(name), type: .txt) }

  private func batches(_ actions: [FreshQueue.Action]) -> [(batch: Int, looks: [FreshQueue.Look])] {
    actions.compactMap { if case .begin(let batch, let looks) = $0 { (batch, looks) } else { nil } }
  }

  @Test("The first look begins at once; later ones are gathered while it is under way")
  func gathering() throws {
    var queue = FreshQueue(limits)
    queue.ask(1, try key("a.test"), now: start)
    #expect(batches(queue.step(now: start)).map(\.looks.count) == [1])
    for caller in 2...10 { queue.ask(caller, try key("n\(caller).test"), now: start) }
    #expect(queue.step(now: start).isEmpty)
    let later = try #require(queue.nextStep)
    #expect(later - start == limits.gathering)
    #expect(batches(queue.step(now: later)).map(\.looks.count) == [9])
  }

  @Test("Who asks before a lookup begins shares it; who asks after gets one that begins later")
  func sharing() throws {
    var queue = FreshQueue(limits)
    let name = try key("pay.test._m2dmrt.shop.test")
    queue.ask(1, name, now: start)
    let first = try #require(batches(queue.step(now: start)).first)
    queue.ask(2, name, now: start)
    queue.ask(3, name, now: start)
    #expect(queue.ended(name, batch: first.batch) == [1])
    let second = try #require(batches(queue.step(now: start)).first)
    #expect(second.looks.map(\.callers) == [[2, 3]])
    #expect(second.batch != first.batch)
    #expect(queue.ended(name, batch: second.batch) == [2, 3])
  }

  @Test("Ten thousand looks take forty caches one after the other, never more than the limit at once, each name once")
  func burst() throws {
    var queue = FreshQueue(limits)
    for caller in 1...10_000 { queue.ask(caller, try key("n\(caller).test"), now: start) }
    var (begun, most, answered) = (0, 0, Set<Int>())
    var under: [(batch: Int, looks: [FreshQueue.Look])] = []
    repeat {
      let new = batches(queue.step(now: start))
      #expect(new.allSatisfy { $0.looks.count <= limits.names && Set($0.looks.map(\.key)).count == $0.looks.count })
      begun += new.count
      under += new
      most = max(most, queue.runningBatches)
      guard !under.isEmpty else { break }
      let (batch, looks) = under.removeFirst()
      for look in looks { answered.formUnion(queue.ended(look.key, batch: batch)) }
    } while true
    #expect(answered.count == 10_000)
    #expect(begun == 40)
    #expect(most == limits.batches)
  }

  @Test("Looks that get no answer do not keep others out for longer than the patience")
  func slow() throws {
    var queue = FreshQueue(limits)
    var now = start
    for caller in 1...limits.batches {
      queue.ask(caller, try key("slow\(caller).test"), now: now)
      now = queue.nextStep ?? now
      #expect(batches(queue.step(now: now)).count == 1)
    }
    let other = try key("shop.test")
    queue.ask(99, other, now: now)
    #expect(queue.step(now: now).isEmpty)
    let moment = try #require(queue.nextStep)
    #expect(moment - start <= limits.patience)
    let actions = queue.step(now: moment)
    guard case .giveUp(let given)? = actions.first else {
      Issue.record("\(actions)")
      return
    }
    let next = try #require(batches(actions).first)
    let slow = try key("slow1.test")
    #expect(Set(next.looks.map(\.key)) == [other, slow])
    // What the cache that was given up answers after all counts no more.
    #expect(queue.ended(slow, batch: given).isEmpty)
    #expect(queue.ended(other, batch: next.batch) == [99])
    #expect(queue.ended(slow, batch: next.batch) == [1])
  }

  @Test("Nobody's lookup is begun, and a batch nobody waits for is the first to make room")
  func leaving() throws {
    var queue = FreshQueue(limits)
    var now = start
    for caller in 1...limits.batches {
      queue.ask(caller, try key("n\(caller).test"), now: now)
      now = queue.nextStep ?? now
      _ = queue.step(now: now)
    }
    queue.ask(50, try key("left.test"), now: now)
    queue.leave(50, try key("left.test"))
    #expect(queue.nextStep == nil)
    queue.ask(51, try key("here.test"), now: now)
    #expect(queue.step(now: now).isEmpty)
    queue.leave(3, try key("n3.test"))
    #expect(batches(queue.step(now: now + limits.gathering)).map(\.looks.count) == [1])
  }

  @Test("A look that cannot begin within its time is told so then")
  func expiring() throws {
    var limits = FreshLimits()
    limits.patience = .seconds(60)
    limits.batches = 1
    var queue = FreshQueue(limits)
    queue.ask(1, try key("slow.test"), now: start)
    _ = queue.step(now: start)
    queue.ask(2, try key("a.test"), now: start)
    let moment = try #require(queue.nextStep)
    #expect(moment - start == limits.deadline)
    guard case .expire(let looks)? = queue.step(now: moment).first else {
      Issue.record("nothing expired")
      return
    }
    #expect(looks.map(\.callers) == [[2]])
  }
}
