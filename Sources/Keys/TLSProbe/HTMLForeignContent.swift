/// Which tags end SVG and MathML content although nothing closed it (WHATWG HTML §13.2.6.5).
enum HTMLForeignContent {
  private static let leaving: Set<String> = [
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s",
    "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
  ]

  static func isLeft(at tag: HTMLTag) -> Bool {
    tag.isEnd ? tag.name == "br" || tag.name == "p" : self.leaving.contains(tag.name)
  }
}
