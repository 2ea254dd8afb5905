/// Character references in attribute values (WHATWG HTML §13.2.5.72): numbers, and names a URL may be written with.
enum HTMLCharacterReference {
  private static let named: [String: Character] = [
    "amp": "&", "AMP": "&", "apos": "'", "colon": ":", "comma": ",", "commat": "@", "equals": "=", "excl": "!",
    "gt": ">", "GT": ">", "lowbar": "_", "lpar": "(", "lsqb": "[", "lt": "<", "LT": "<", "nbsp": "\u{A0}",
    "NewLine": "\n", "num": "#", "percnt": "%", "period": ".", "plus": "+", "quest": "?", "quot": "\"", "QUOT": "\"",
    "rpar": ")", "rsqb": "]", "semi": ";", "sol": "/", "Tab": "\t",
  ]

  static func decode(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      if rest.first == "#" {
        result += self.takeNumber(&rest)
      } else {
        result += self.takeName(&rest)
      }
    }
    return result + rest
  }

  private static func takeNumber(_ rest: inout Substring) -> String {
    var digits = rest.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    if isHex { digits = digits.dropFirst() }
    let number = digits.prefix { $0.isASCII && (isHex ? $0.isHexDigit : "0"..."9" ~= $0) }
    guard !number.isEmpty else { return "&" }
    rest = digits.dropFirst(number.count)
    if rest.first == ";" { rest = rest.dropFirst() }
    let scalar = UInt32(number, radix: isHex ? 16 : 10).flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    return String(Character(scalar ?? "\u{FFFD}"))
  }

  private static func takeName(_ rest: inout Substring) -> String {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let after = rest.dropFirst(name.count)
    guard after.first == ";", let character = self.named[String(name)] else { return "&" }
    rest = after.dropFirst()
    return String(character)
  }
}
