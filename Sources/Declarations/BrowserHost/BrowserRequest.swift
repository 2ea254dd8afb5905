package import HopVerifier

/// What the extension asks, version 1 of the protocol (docs/browser.md).
package struct BrowserRequest: Decodable, Sendable {
  package static let version = 1

  package enum Kind: String, Decodable, Sendable {
    /// Who is there, and can it ask the DNS?
    case hello
    /// This hop will be asked about as soon as its destination's addresses are known: look up what needs none.
    case prepare
    /// Is this hop declared?
    case verify
    /// The network may be another one now: look at the path anew.
    case path
    /// The chain of hops as a page of its own.
    case page
    /// The last private window was closed.
    case forgetPrivate
  }

  package let v: Int
  package let id: Int
  package let type: Kind
  /// Milliseconds; nil for the usual time.
  package let deadline: Int?
  package let origin: End?
  package let destination: End?
  package let kinds: [String]?
  /// Whether nothing of this may be kept after the browser ends.
  package let `private`: Bool?
  /// `system`, `recursive` or addresses; nil or empty for what the file says.
  package let resolver: String?
  package let page: ChainPageContent?

  /// One end of a hop, as the browser has it.
  package struct End: Decodable, Sendable {
    /// `https` or `http`.
    package let scheme: String
    /// As `URL.hostname` gives it.
    package let host: String
    package let port: Int
    /// The leaf certificate that the browser saw, DER in base64.
    package let certificate: String?
    /// IP literals that the browser found; for a destination that is still to be reached.
    package let addresses: [String]?
  }
}
