import Testing

@testable import Attestation

@Suite("Intel's judgements of the parts of a platform, as one")
struct TCBStatusMergingTests {
  @Test("the worst counts", arguments: TCBStatus.allCases, TCBStatus.allCases)
  func worst(_ one: TCBStatus, _ other: TCBStatus) {
    let needsConfiguration: Set<TCBStatus> = [.configurationNeeded, .configurationAndSWHardeningNeeded]
    let both: Set<TCBStatus> = [one, other]
    let expected = max(one, other) == .outOfDate && !both.isDisjoint(with: needsConfiguration)
    #expect(TCBStatus.merged([one, other]) == (expected ? .outOfDateConfigurationNeeded : max(one, other)))
    #expect(TCBStatus.merged([other, .upToDate, one]) == TCBStatus.merged([one, other]))
  }
}
