import Foundation

/// Reads a message as a request, or says what is wrong with it.
enum RequestReader {
  /// What every message has, of whatever version and type.
  private struct Envelope: Decodable {
    let v: Int?
    let id: Int?
    let type: String?
  }

  static func read(_ message: [UInt8]) throws(BrowserFault) -> BrowserRequest {
    let data = Data(message)
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: data) else {
      throw BrowserFault(.notJSON, "the message is no JSON object with v, id and type")
    }
    guard envelope.v == BrowserRequest.version else {
      throw BrowserFault(
        .unsupportedVersion, "the message's version is not \(BrowserRequest.version); extension and host differ in age")
    }
    guard let type = envelope.type, BrowserRequest.Kind(rawValue: type) != nil else {
      throw BrowserFault(.unknownType, "'\((envelope.type ?? "").prefix(40))' is no type of request")
    }
    do {
      return try JSONDecoder().decode(BrowserRequest.self, from: data)
    } catch {
      throw BrowserFault(.badRequest, "a field of the \(type) request is missing or of another kind")
    }
  }

  /// The number of a message that could not be read as a request, where it has one.
  static func id(of message: [UInt8]) -> Int? {
    (try? JSONDecoder().decode(Envelope.self, from: Data(message)))?.id
  }
}
