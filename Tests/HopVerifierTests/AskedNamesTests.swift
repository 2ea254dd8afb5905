import Testing

@testable import HopVerifier

@Suite("The names that a verifier has asked")
struct AskedNamesTests {
  /// Which of these, asked one after the other, are new.
  private func new(_ asked: inout AskedNames, _ questions: [[String]]) -> [Bool] {
    var answers: [Bool] = []
    for owners in questions { answers.append(asked.areNew(owners)) }
    return answers
  }

  @Test("are new once")
  func once() {
    var asked = AskedNames()
    #expect(self.new(&asked, [["a", "b"], ["b", "c"], ["c"], ["d"]]) == [true, false, false, true])
  }

  @Test("are bounded in a verifier that lives for years; then none counts as new, since any may have been asked")
  func bounded() {
    var asked = AskedNames(most: 4)
    #expect(self.new(&asked, [["a", "b"], ["c", "d", "e"], ["c", "d"]]) == [true, false, true])
    let more = (0..<100).map { ["name\($0)"] }
    #expect(self.new(&asked, more + [["a"]]).allSatisfy { !$0 })
  }
}
