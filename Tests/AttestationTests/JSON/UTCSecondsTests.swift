import Testing
import TLSKeys

@testable import Attestation

@Suite("Times in JSON")
struct UTCSecondsTests {
  @Test("a time is read as Unix seconds", arguments: [0, 951_782_400, 1_790_600_000, 4_107_542_399] as [Int64])
  func read(_ seconds: Int64) {
    #expect(UTCSeconds.read(TimeText.utc(seconds)) == seconds)
  }

  @Test(
    "any other form, and days that there are none of, are refused",
    arguments: [
      "", "2026-03-16", "2026-03-16T22:06:09", "2026-03-16t22:06:09Z", "2026-03-16 22:06:09Z",
      "2026-03-16T22:06:09+00:00",
      "2026-03-16T22:06:09.5Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-04-31T00:00:00Z",
      "2026-04-00T00:00:00Z", "2026-04-01T24:00:00Z", "2026-04-01T00:60:00Z", "2026-04-01T00:00:60Z",
      "1969-12-31T23:59:59Z",
      "2026-03-16T22:06:0éZ", "2026:03:16T22-06-09Z", "-026-03-16T22:06:09Z",
    ])
  func refused(_ text: String) {
    #expect(UTCSeconds.read(text) == nil)
  }
}
