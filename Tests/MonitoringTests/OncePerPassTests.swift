import Synchronization
import Testing

@testable import Monitoring

@Suite("What is found out once in a pass")
struct OncePerPassTests {
  /// Counts how often something was found out; each time the count is what was found.
  final class Finder: Sendable {
    private let count = Mutex(0)

    func find() -> Int {
      self.count.withLock { count in
        count += 1
        return count
      }
    }
  }

  private func ask(_ once: OncePerPass<String, Int>, _ finder: Finder, atLeast least: Int) async -> Set<Int> {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<100 {
        group.addTask { await once.value("host", isGood: { $0 >= least }, { finder.find() }) }
      }
      var values: Set<Int> = []
      for await value in group { values.insert(value) }
      return values
    }
  }

  @Test("is found out once, however many ask at the same time")
  func once() async {
    let once = OncePerPass<String, Int>()
    let finder = Finder()
    #expect(await self.ask(once, finder, atLeast: 0) == [1])
  }

  @Test("is found out anew where it is too old, once for all who think so")
  func anew() async {
    let once = OncePerPass<String, Int>()
    let finder = Finder()
    #expect(await self.ask(once, finder, atLeast: 0) == [1])
    #expect(await self.ask(once, finder, atLeast: 2) == [2])
    #expect(await self.ask(once, finder, atLeast: 0) == [2])
  }
}
