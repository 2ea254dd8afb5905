extension DocumentNode {
  /// Demands the version of the schema, so that no later one is read as if it were this.
  func checkSchema(_ version: Int64) throws(DocumentError) {
    guard let found = try self.integer("schema", in: 0...Int64.max) else {
      throw DocumentError(self.name("schema"), "is missing", next: "Add `schema: \(version)`.")
    }
    guard found == version else {
      throw DocumentError(self.name("schema"), "is \(found)", next: "This program reads schema \(version).")
    }
  }

  /// The document's name for people: 1 octet or more, no control characters.
  func name(longest: Int) throws(DocumentError) -> String {
    guard let name = try self.text("name") else {
      throw DocumentError(self.name("name"), "is missing", next: "Add `name:` with a word for people.")
    }
    guard 1...longest ~= name.utf8.count, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw DocumentError(self.name("name"), "should be one line of 1 to \(longest) octets")
    }
    return name
  }
}
