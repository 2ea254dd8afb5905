package import Declarations

/// A statement and its signature, as it goes between agents.
package struct SignedHalf: Hashable, Sendable {
  package let statement: Statement
  package let signature: [UInt8]

  package init(statement: Statement, signature: [UInt8]) {
    self.statement = statement
    self.signature = signature
  }

  /// The TXT octets that publish it.
  package var text: String { DeclarationRecord(self.statement, signature: self.signature).text }
}
