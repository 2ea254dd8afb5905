import TLSKeys
import Testing

@Suite("Times as text")
struct TimeTextTests {
  @Test(
    "any number of seconds is a time",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_790_000_000, "2026-09-21T14:13:20Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"), (9_007_199_254_740_991, "285428751-11-12T07:36:31Z"),
      (.max, "292277026596-12-04T15:30:07Z"), (.min, "-292277022657-01-27T08:29:52Z"),
    ] as [(Int64, String)])
  func text(seconds: Int64, text: String) {
    #expect(TimeText.utc(seconds) == text)
  }
}
