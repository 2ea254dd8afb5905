@testable import CLI
import Findings
import Foundation
import Synchronization
import Testing

@Suite("Running checks")
struct ExaminationTests {
  private static let subject = FindingSubject(.zone, "ec-1.test.")

  private func check(
    _ name: String, within: Duration = .seconds(60), _ run: @escaping @Sendable () async -> Void
  ) -> Check {
    Check(name, Self.subject, within: within) {
      await run()
      return [.notTested(Self.subject, name, because: "it ran")]
    }
  }

  @Test("One that neither ends nor can be cancelled is told as timed out, and all others are done")
  func hanging() async {
    let stuck = Mutex<[CheckedContinuation<Void, Never>]>([])
    let hanging = (0..<3).map { number in
      self.check("hanging \(number)", within: .milliseconds(50)) {
        await withCheckedContinuation { continuation in stuck.withLock { $0.append(continuation) } }
      }
    }
    let others = (0..<20).map { number in self.check("other \(number)") {} }
    // Fewer at once than hang.
    let findings = await Examination.run(hanging + others, atOnce: 2)
    #expect(findings.count == 23)
    let late = findings.filter { $0.code == "timedOut" }
    #expect(Set(late.map(\.text.summary)) == Set((0..<3).map { "could not be tested: hanging \($0)" }))
    #expect(late.allSatisfy { $0.severity == .unknown })
    for continuation in stuck.withLock({ $0 }) { continuation.resume() }
  }

  @Test("No more run at once than may")
  func limited() async {
    let running = Mutex((now: 0, most: 0))
    let checks = (0..<30).map { number in
      self.check("\(number)") {
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        for _ in 0..<10 { await Task.yield() }
        running.withLock { $0.now -= 1 }
      }
    }
    #expect(await Examination.run(checks, atOnce: 4).count == 30)
    #expect(running.withLock { $0.most } <= 4)
  }
}
