/// JSON text in the order it is written in, without white space: what is signed is the text and not its meaning.
enum JSONText {
  /// Members by name and value, which is JSON itself.
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { self.string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  static func string(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
