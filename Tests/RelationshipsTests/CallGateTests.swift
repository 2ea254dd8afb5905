import Testing

@testable import Relationships

@Suite("Calls that wait their turn")
struct CallGateTests {
  private actor Count {
    private var inside = 0
    private(set) var most = 0
    private(set) var done = 0

    func enter() {
      self.inside += 1
      self.most = max(self.most, self.inside)
    }

    func leave() {
      self.inside -= 1
      self.done += 1
    }
  }

  @Test("no more are under way than may be, and each has its turn")
  func turns() async {
    let gate = CallGate(3)
    let count = Count()
    await withDiscardingTaskGroup { group in
      for _ in 0..<100 {
        group.addTask {
          await gate.enter()
          await count.enter()
          await Task.yield()
          await count.leave()
          gate.leave()
        }
      }
    }
    let (most, done) = await (count.most, count.done)
    #expect(most == 3 && done == 100)
  }
}
