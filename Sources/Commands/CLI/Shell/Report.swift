import Foundation

/// What a command found: one value, shown to a person as lines or to a program as a JSON document.
package struct Report: Sendable {
  package let document: any Encodable & Sendable
  package let lines: [Line]
  package let outcome: Int32
  /// What is said on standard error besides, so that a document on standard output stays one.
  package let notes: [String]

  package init(
    _ document: any Encodable & Sendable, lines: [Line], outcome: Int32 = Outcome.good.rawValue, notes: [String] = []
  ) {
    self.document = document
    self.lines = lines
    self.outcome = outcome
    self.notes = notes
  }

  /// The document as text: keys sorted, one document, a newline at its end.
  static func json(_ document: any Encodable) throws(Complaint) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    } catch {
      throw Complaint(
        .internal, code: "encoding", subject: "--json", message: "the document cannot be written: \(error)")
    }
  }
}
