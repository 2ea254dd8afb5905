import Declarations
import Foundation
import HopVerifier
import TLSKeys

/// What the host answers, each with the request's number.
enum BrowserReply: Sendable {
  case hello(Greeting)
  case verdict(SiteVerdict)
  case page(String)
  case done
  case error(BrowserFault)

  /// Who answers.
  struct Greeting: Encodable, Sendable {
    let version: String
    /// For a person: whom it asks.
    let resolver: String
    /// `validates`, `stripsDNSSEC`, `wrongClock` or `unreachable`.
    let path: String
    let reason: String?
    /// For a person: with `stripsDNSSEC`, who is asked instead; absent where nobody can be.
    let instead: String?
    /// SHA-256 fingerprints of the roots that are trusted besides the system's, base64url.
    let roots: [String]
    let notes: [String]
  }

  func octets(id: Int?) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    let data: Data? =
      switch self {
      case .hello(let greeting): try? encoder.encode(Envelope(id: id, type: "hello", content: greeting))
      case .verdict(let verdict): try? encoder.encode(Envelope(id: id, type: "verdict", content: verdict))
      case .page(let html): try? encoder.encode(Envelope(id: id, type: "page", content: ["html": html]))
      case .done: try? encoder.encode(Envelope(id: id, type: "done", content: [String: String]()))
      case .error(let fault): try? encoder.encode(Envelope(id: id, type: "error", content: fault))
      }
    return Array(data ?? Data())
  }

  private struct Envelope<Content: Encodable>: Encodable {
    let id: Int?
    let type: String
    let content: Content

    private enum CodingKeys: CodingKey { case v, id, type }

    func encode(to encoder: any Encoder) throws {
      try self.content.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(BrowserRequest.version, forKey: .v)
      try container.encode(self.id, forKey: .id)
      try container.encode(self.type, forKey: .type)
    }
  }
}

/// Why a request was not answered as asked.
struct BrowserFault: Error, Encodable, Hashable, Sendable {
  enum Code: String, Encodable, Sendable {
    case tooLong, notJSON, unknownType, unsupportedVersion, badRequest, deadline, busy, settings, noResolver
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
