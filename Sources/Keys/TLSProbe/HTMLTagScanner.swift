/// Finds the tags of a page (WHATWG HTML §13.2.5), passing over comments and the contents of text-only elements.
struct HTMLTagScanner {
  /// Elements whose content is text: with scripting, `noscript` is one of them.
  private static let textOnly: Set<String> = [
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
  ]

  private var rest: ArraySlice<UInt8>
  /// Within `svg` and `math` there are no text-only elements.
  private var foreignDepth = 0

  init(_ html: [UInt8]) { self.rest = html[...] }

  /// The next complete tag.
  mutating func next() -> HTMLTag? {
    while let less = self.rest.firstIndex(of: UInt8(ascii: "<")) {
      self.rest = self.rest[(less + 1)...]
      guard let first = self.rest.first else { return nil }
      if self.rest.starts(with: "!--".utf8) {
        self.skipComment()
      } else if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") {
        self.skipBogusComment()
      } else if first == UInt8(ascii: "/") {
        self.rest = self.rest.dropFirst()
        guard let letter = self.rest.first else { return nil }
        if Self.isLetter(letter) { return self.tag(isEnd: true) }
        self.skipBogusComment()
      } else if Self.isLetter(first) {
        return self.tag(isEnd: false)
      }
    }
    return nil
  }

  private mutating func tag(isEnd: Bool) -> HTMLTag? {
    var tag = HTMLTag(name: HTMLAttributeScanner.name(&self.rest, until: "/>"), isEnd: isEnd)
    var attributes = HTMLAttributeScanner(self.rest)
    while let (name, value) = attributes.next() {
      tag.add(name, value)
    }
    guard attributes.isComplete else {
      self.rest = []
      return nil
    }
    self.rest = attributes.rest
    self.enter(tag)
    return tag
  }

  private mutating func enter(_ tag: HTMLTag) {
    if tag.name == "svg" || tag.name == "math" {
      self.foreignDepth = max(0, self.foreignDepth + (tag.isEnd ? -1 : 1))
    } else if HTMLForeignContent.isLeft(at: tag) {
      self.foreignDepth = 0
    }
    guard !tag.isEnd, self.foreignDepth == 0 else { return }
    if tag.name == "plaintext" {
      self.rest = []
    } else if Self.textOnly.contains(tag.name) {
      self.skipText(of: tag.name)
    }
  }

  /// Goes to the end tag of a text-only element, or to the end of the page.
  private mutating func skipText(of name: String) {
    let name = Array(name.utf8)
    while let less = self.rest.firstIndex(of: UInt8(ascii: "<")) {
      self.rest = self.rest[(less + 1)...]
      guard self.rest.first == UInt8(ascii: "/") else { continue }
      let candidate = self.rest.dropFirst().prefix(name.count)
      let after = self.rest.dropFirst(1 + name.count).first
      if candidate.count == name.count, zip(candidate, name).allSatisfy({ $0 | 0x20 == $1 }),
        let after, HTMLAttributeScanner.isBlank(after) || after == UInt8(ascii: "/") || after == UInt8(ascii: ">")
      {
        self.rest = self.rest.dropFirst(1 + name.count)
        self.skipBogusComment()
        return
      }
    }
    self.rest = []
  }

  /// Goes behind `-->` or `--!>`; `<!-->` and `<!--->` are whole comments.
  private mutating func skipComment() {
    self.rest = self.rest.dropFirst(3)
    for short in [">", "->"] where self.rest.starts(with: short.utf8) {
      self.rest = self.rest.dropFirst(short.utf8.count)
      return
    }
    while let dash = self.rest.firstIndex(of: UInt8(ascii: "-")) {
      self.rest = self.rest[(dash + 1)...]
      for end in ["->", "-!>"] where self.rest.starts(with: end.utf8) {
        self.rest = self.rest.dropFirst(end.utf8.count)
        return
      }
    }
    self.rest = []
  }

  private mutating func skipBogusComment() {
    let end = self.rest.firstIndex(of: UInt8(ascii: ">"))
    self.rest = end.map { self.rest[($0 + 1)...] } ?? []
  }

  private static func isLetter(_ octet: UInt8) -> Bool { 0x61...0x7A ~= octet | 0x20 }
}
