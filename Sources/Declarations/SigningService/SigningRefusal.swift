/// Why the signing agent does not sign: a word for programs, what happened, and what to do next.
package struct SigningRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, CaseIterable {
    case malformedRequest, hostNotNamed, targetNotNamed, sameHost, targetKeysNotCanonical, validityTooLong
    case notBeforeTooFar, alreadyExpired, expiresAfterCertificate, unknownKey, noUsableKey, rateExceeded, logUnwritable
  }

  /// One of ``Code``, or a word of a newer signing agent.
  package let code: String
  package let message: String
  package let next: String

  package init(code: String, message: String, next: String) {
    self.code = code
    self.message = message
    self.next = next
  }

  init(_ code: Code, _ message: String, next: String = "") {
    self.init(code: code.rawValue, message: message, next: next)
  }

  /// Whether the same request may be granted a moment later.
  package var isPassing: Bool { [Code.rateExceeded, .logUnwritable].contains { $0.rawValue == self.code } }

  package var description: String {
    self.next.isEmpty ? "\(self.message)." : "\(self.message). \(self.next)"
  }
}
