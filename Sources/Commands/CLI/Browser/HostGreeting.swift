import BrowserHost
import Foundation

/// What a native host says when it is greeted as a browser's extension does.
enum HostGreeting: Hashable, Sendable {
  struct Answer: Decodable, Hashable, Sendable {
    let version: String
    let resolver: String
    /// `validates`, `stripsDNSSEC`, `wrongClock` or `unreachable`.
    let path: String
    let reason: String?
    /// Who is asked instead of a resolver that strips signatures.
    let instead: String?
    let notes: [String]
  }

  case answer(Answer)
  /// It could not do what it was asked.
  case refusal(String)
  /// It says something that is no answer.
  case nonsense(String)
  /// It ended before it answered, and what it complained of.
  case ended(String)
  case silent
  case notStarted(String)

  /// Within which it must answer.
  static let patience: Duration = .seconds(5)

  private struct Envelope: Decodable {
    let v: Int
    let type: String
    let message: String?
  }

  /// - Parameter caller: what the browser tells the host of the extension: its arguments.
  static func of(_ host: String, caller: [String]) async -> HostGreeting {
    let hello = Array(#"{"v":1,"id":1,"type":"hello","deadline":4500}"#.utf8)
    let child = ChildProgram(path: host, arguments: caller, input: FrameBuffer.frame(hello))
    switch await child.exchange(within: self.patience, until: { self.frame(in: $0) != nil }) {
    case .enough(let octets): return self.read(octets)
    case .ended(let octets, let errors):
      return octets.isEmpty ? .ended(errors.trimmingCharacters(in: .whitespacesAndNewlines)) : self.read(octets)
    case .silent(let octets): return octets.isEmpty ? .silent : self.read(octets)
    case .notStarted(let reason): return .notStarted(reason)
    }
  }

  private static func frame(in octets: [UInt8]) -> FrameBuffer.Frame? {
    var frames = FrameBuffer()
    frames.append(octets)
    return frames.next()
  }

  private static func read(_ octets: [UInt8]) -> HostGreeting {
    let shown = String(decoding: octets.prefix(60), as: UTF8.self)
    guard case .message(let message)? = self.frame(in: octets) else { return .nonsense(shown) }
    let data = Data(message)
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: data), envelope.v == BrowserRequest.version
    else { return .nonsense(shown) }
    if envelope.type == "error" { return .refusal(envelope.message ?? "") }
    guard envelope.type == "hello", let answer = try? JSONDecoder().decode(Answer.self, from: data) else {
      return .nonsense(shown)
    }
    return .answer(answer)
  }
}
