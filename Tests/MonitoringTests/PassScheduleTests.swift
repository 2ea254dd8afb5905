import Monitoring
import Testing

@Suite("The looks of a pass")
struct PassScheduleTests {
  @Test("begin evenly over the interval, the first one at once", arguments: [1, 2, 3, 10, 10_000])
  func even(count: Int) {
    let schedule = PassSchedule(count: count, interval: .seconds(300))
    let starts = (0..<count).map(schedule.start)
    #expect(starts.first == .zero)
    let steps = zip(starts, starts.dropFirst()).map { $1 - $0 }
    #expect(Set(steps).count <= 1)
    #expect(steps.allSatisfy { $0 == .seconds(300) / count })
    #expect(starts.allSatisfy { $0 < .seconds(300) })
  }

  @Test("begin sooner in the first pass, but never at more than ten a second while that is enough")
  func first() {
    let few = PassSchedule(count: 20, interval: .seconds(300), isFirst: true)
    #expect(few.span == .seconds(2))
    #expect(few.start(of: 19) == .milliseconds(1_900))
    #expect(PassSchedule(count: 10_000, interval: .seconds(300), isFirst: true).span == .seconds(300))
  }

  @Test("none at all take no time")
  func none() {
    let schedule = PassSchedule(count: 0, interval: .seconds(300))
    #expect(schedule.start(of: 0) == .zero)
    #expect(schedule.start(of: 7) == .zero)
    #expect(PassSchedule(count: -1, interval: .seconds(1), isFirst: true).span == .zero)
  }
}
