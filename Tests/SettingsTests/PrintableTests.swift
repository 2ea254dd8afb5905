import Logs
import Testing

@Suite("Text from others")
struct PrintableTests {
  @Test(
    "neither moves a cursor, nor ends a line, nor turns the text around it",
    arguments: [
      ("a\u{1B}[2Jb", "a [2Jb"), ("a\nb\r", "a b "), ("a\u{2028}b\u{85}", "a b "),
      ("shop\u{202E}tset.\u{202C}", "shoptset."), ("\u{2066}x\u{2069}\u{200F}\u{FEFF}\u{200B}", "x"), ("割符 ü", "割符 ü"),
    ])
  func printable(_ text: String, _ shown: String) {
    #expect(text.printable == shown)
  }
}
