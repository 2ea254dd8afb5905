import Findings
import Testing
import ZoneHealth

@Suite("Whose clock is wrong") struct ClockRulesTests {
  private func codes(_ differences: Int64...) -> [String] {
    let readings = differences.enumerated().map { ClockReading("clock \($0)", difference: $1) }
    return ClockRules.judge(readings, machine: "here").map(\.code)
  }

  @Test("Ours, where most of the others say the same; theirs, where it is one of several")
  func majority() {
    #expect(codes() == ["notTested"])
    #expect(codes(0, 300, -300) == ["clockAgrees"])
    #expect(codes(301) == ["clockOff"])
    #expect(codes(-600, -590, 0) == ["clockOff"])
    #expect(codes(0, 10, 600) == ["clockDiffers"])
    // One is ahead, another is behind: neither speaks against us.
    #expect(codes(600, -600, 0, 0, 0) == ["clockDiffers", "clockDiffers"])
    #expect(codes(600, 0) == ["clockDiffers"])
  }

  @Test("Whoever is asked often counts once")
  func once() {
    let ledger = ClockLedger()
    for difference in 0..<5 as Range<Int64> { ledger.note(ClockReading("a", difference: difference)) }
    ledger.note(ClockReading("b", difference: 7))
    #expect(ledger.readings == [ClockReading("a", difference: 4), ClockReading("b", difference: 7)])
  }

  @Test("A clock that no calendar has is just far off", arguments: [Int64.min, .max], [Int64.min, 0, .max])
  func absurd(theirs: Int64, ours: Int64) {
    let finding = ClockRules.judge([ClockReading("a", theirs: theirs, ours: ours)], machine: "here").first
    #expect(finding?.code == (theirs == ours ? "clockAgrees" : "clockOff"))
    #expect(finding?.text.summary.hasSuffix("slow") == (theirs > ours))
  }

  @Test("The finding says by how much, and which way")
  func words() {
    let readings = [
      ClockReading("a", difference: 590), ClockReading("b", difference: 600), ClockReading("c", difference: 610),
    ]
    let finding = ClockRules.judge(readings, machine: "here").first
    #expect(finding?.text.summary == "our clock is about 600 s slow")
    #expect(finding?.evidence.map(\.value).first == "a: 590 s ahead of ours")
  }
}
