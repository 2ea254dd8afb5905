/// A start or end tag of a page.
struct HTMLTag {
  /// Lower case.
  let name: String
  let isEnd: Bool
  /// Names in lower case; of several with one name the first counts.
  private(set) var attributes: [String: String] = [:]

  init(name: String, isEnd: Bool) {
    self.name = name
    self.isEnd = isEnd
  }

  subscript(name: String) -> String? { self.attributes[name] }

  mutating func add(_ name: String, _ value: String) {
    if self.attributes[name] == nil { self.attributes[name] = value }
  }
}
