/// Why a chain of redirects could not be followed, apart from any hop's verdict.
public struct ChainFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Hashable, Sendable {
    /// Not a URL that can be followed.
    case badURL
    /// The first host's name has no address, or the answer could not be trusted or had.
    case nameNotFound
    case nameBogus
    case nameUnreachable
    /// TCP or TLS failed at a host that is no hop's destination.
    case connection
    /// The server's HTTP could not be read.
    case http
    /// The same URL came up twice.
    case loop
    /// An eleventh redirect.
    case tooManyRedirects
  }

  public let code: Code
  /// The URL or host that it happened at.
  public let subject: String
  public let message: String
  /// What the reader can do.
  public let next: String

  public init(_ code: Code, subject: String, message: String, next: String) {
    self.code = code
    self.subject = subject
    self.message = message
    self.next = next
  }

  public var description: String { "\(self.subject): \(self.message). \(self.next)" }
}
