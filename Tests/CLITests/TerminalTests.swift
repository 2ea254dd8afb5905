import CLI
import Testing

@Suite("Lines for people")
struct TerminalTests {
  @Test("Without colours and Unicode a line is plain ASCII")
  func plain() {
    let terminal = Terminal(hasColor: false, hasUnicode: false)
    #expect(terminal.render("\(symbol: .good) a \(symbol: .arrow) \("b", .strong)…") == "ok a -> b...")
  }

  @Test("Colours come around a piece, never from inside it")
  func colours() {
    let terminal = Terminal(hasColor: true, hasUnicode: true)
    #expect(terminal.render("\("bad\u{1B}[0m", .bad)") == "\u{1B}[31mbad\\u{1B}[0m\u{1B}[0m")
  }

  @Test("NO_COLOR and a descriptor that is no terminal mean no colours")
  func noColour() {
    #expect(!Terminal(descriptor: -1, environment: [:]).hasColor)
    #expect(!Terminal(descriptor: 0, environment: ["NO_COLOR": "1"]).hasColor)
  }
}
