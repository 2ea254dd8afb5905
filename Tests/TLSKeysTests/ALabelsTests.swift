import Testing

@testable import TLSKeys

@Suite("Names as browsers convert them") struct ALabelsTests {
  @Test(
    "Hyphens may stand anywhere, in any script",
    arguments: [
      ("r3--a.test", "r3--a.test"), ("-a-.test", "-a-.test"), ("r3--ü.test", "xn--r3---3ra.test"),
      ("-ü.test", "xn----eha.test"), ("ü-.test", "xn----dha.test"), ("r3--a.ü.test", "r3--a.xn--tda.test"),
      ("r3－﹣ü.test", "xn--r3---3ra.test"), ("xn--r3---3ra.test", "xn--r3---3ra.test"),
      ("a_b.ü.test", "a_b.xn--tda.test"), ("א-ב.test", "xn----zhce.test"),
    ])
  func hyphens(name: String, converted: String) {
    #expect(ALabels.of(name) == converted)
  }

  @Test(
    "A-labels are looked at, however they are written",
    arguments: [
      ("xn--bcher-kva.test", "xn--bcher-kva.test"), ("XN--BCHER-KVA.Test", "xn--bcher-kva.test"),
      ("ｘｎ－－bcher-kva.test", "xn--bcher-kva.test"), ("xn--bcher-kva。ü.test", "xn--bcher-kva.xn--tda.test"),
      ("xn--a.test", nil), ("XN--A.test", nil), ("xn--.test", nil), ("xn--a-.test", nil), ("ü.xn--a.test", nil),
      ("ü。xn--a.test", nil), ("ｘｎ－－a.test", nil), ("x\u{AD}n--a.test", nil), ("xn--ü.test", nil),
      // "Ü", which is never written so; and a digit before a name from right to left.
      ("xn--wca.test", nil), ("1a.xn--4dbc", nil),
    ] as [(String, String?)])
  func aLabels(name: String, converted: String?) {
    #expect(ALabels.of(name) == converted)
  }

  @Test(
    "What would not be a host's name alone is refused", arguments: ["ü/a", "ü@a", "ü:1", "ü a", "ü+a", "ü＋a", "ü%41"])
  func refused(name: String) {
    #expect(ALabels.of(name) == nil)
  }

  @Test("What comes out is ASCII, and converts to itself")
  func stable() {
    let alphabet = Array("xn--aüßÀ日א1_-.。－+\u{AD}\u{200D}\u{301}ｘ".unicodeScalars)
    for _ in 0..<5_000 {
      let scalars = (0..<Int.random(in: 0..<12)).compactMap { _ in alphabet.randomElement() }
      guard let converted = ALabels.of(String(String.UnicodeScalarView(scalars))) else { continue }
      #expect(converted.utf8.allSatisfy { $0 < 0x80 })
      #expect(ALabels.of(converted) == converted)
    }
  }
}
