import Monitoring
import Testing

@Suite("Which servers are right")
struct ServerComparisonTests {
  private func answer(_ number: Int, _ records: [String]?) -> ServerAnswer {
    let name = "192.0.2.\(number):53"
    guard let records else { return ServerAnswer(server: name, silence: "no answer") }
    return ServerAnswer(server: name, records: Self.set(records), signature: nil)
  }

  private static func set(_ records: [String]) -> Set<[UInt8]> { Set(records.map { Array($0.utf8) }) }

  private func states(_ answers: [[String]?], right: [[String]] = []) -> [ServerSight.State] {
    ServerComparison.sights(
      answers.enumerated().map { self.answer($0.offset, $0.element) }, right: right.map(Self.set)
    ).map(\.state)
  }

  @Test("those that have what the agents published, in any order; silence is unknown, never a failure")
  func known() {
    #expect(
      self.states([["a", "b"], ["b", "a"], ["a"], [], ["c", "b"], nil], right: [["a", "b"]])
        == [.right, .right, .differs, .missing, .differs, .unknown])
  }

  @Test("during a renewal those with the old and those with the new records")
  func renewal() {
    #expect(
      self.states([["old"], ["new"], ["old", "new"], []], right: [["old"], ["new"]])
        == [.right, .right, .differs, .missing])
  }

  @Test("where that is not known, those that agree with most")
  func unknown() {
    #expect(self.states([["a"], ["a"], ["b"], nil]) == [.right, .right, .differs, .unknown])
    #expect(self.states([["a"], []]) == [.right, .missing])
    #expect(self.states([[], ["a"]]) == [.missing, .right])
    #expect(self.states([[], []]) == [.right, .right])
    #expect(self.states([nil, nil]) == [.unknown, .unknown])
    #expect(self.states([]) == [])
  }

  @Test("one that does not answer says why")
  func reason() {
    #expect(ServerComparison.sights([self.answer(1, nil)], right: []).map(\.reason) == ["no answer"])
  }
}
