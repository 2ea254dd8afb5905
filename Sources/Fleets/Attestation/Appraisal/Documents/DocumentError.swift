/// What is wrong with a document of reference values or a policy, and where.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The way to the value, as in `tdx.statuses[1]`; empty for the document itself.
  public let path: String
  public let problem: String
  /// What to do about it; may be empty.
  public let next: String

  public init(_ path: String, _ problem: String, next: String = "") {
    self.path = path
    self.problem = problem
    self.next = next
  }

  public var description: String {
    let subject = self.path.isEmpty ? "the document" : self.path
    return self.next.isEmpty ? "\(subject) \(self.problem)" : "\(subject) \(self.problem). \(self.next)"
  }
}
