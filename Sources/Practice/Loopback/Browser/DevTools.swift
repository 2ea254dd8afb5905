import Foundation
import Synchronization

/// Drives a Chromium by its DevTools protocol over `--remote-debugging-pipe`: JSON objects, each ended by a zero octet, on
/// the browser's descriptors 3 (commands) and 4 (answers and events). Events are not looked at.
package final class DevTools: Sendable {
  /// How long a command may take.
  private static let patience: Duration = .seconds(60)

  private let descriptor: Int32
  private let state = Mutex(State())
  /// Held while a command is written.
  private let turn = Mutex(())

  private struct State {
    var number = 0
    var isClosed = false
    var partial: [UInt8] = []
    var waiting: [Int: CheckedContinuation<[UInt8], any Error>] = [:]
  }

  /// Why a command failed, in the browser's words.
  package struct Failure: Error, CustomStringConvertible {
    package let method: String
    package let message: String
    package var description: String { "\(self.method): \(self.message)" }
  }

  /// A result that nobody reads.
  package struct Ignored: Decodable, Sendable {
    package init(from decoder: any Decoder) throws {}
  }

  /// Makes the two ends of a conversation: ours, and the one that the browser is to have as its descriptors 3 and 4.
  ///
  /// - Parameter start: starts the browser with that end, which is closed here afterwards.
  static func begin(_ start: (Int32) throws -> ChildProcess) throws -> (DevTools, ChildProcess) {
    var ends: [Int32] = [0, 0]
    // Sockets and no pipes, so that writing to a browser that has ended raises no signal.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw Failure(method: "begin", message: String(cString: strerror(errno)))
    }
    defer { Foundation.close(ends[1]) }
    let devTools = DevTools(ends[0])
    return (devTools, try start(ends[1]))
  }

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // The thread that reads closes what it reads from, so it has a number of its own.
    drain(
      fcntl(descriptor, F_DUPFD_CLOEXEC, 0), piece: { [weak self] in self?.take($0) },
      end: { [weak self] in self?.ended() })
  }

  deinit {
    self.close()
    Foundation.close(self.descriptor)
  }

  /// Ends the conversation.
  package func close() { shutdown(self.descriptor, Int32(SHUT_RDWR)) }

  /// Sends a command and reads what it gives.
  ///
  /// - Parameter session: of the target that it is for; nil for the browser itself.
  package func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: [String: any Encodable & Sendable] = [:], in session: String? = nil
  ) async throws -> Result {
    let number = self.state.withLock { state in
      state.number += 1
      return state.number
    }
    let command = Command(id: number, method: method, params: Fields(parameters), sessionId: session)
    let octets = Array(try JSONEncoder().encode(command)) + [0]
    let timer = Task {
      try await Task.sleep(for: Self.patience)
      self.fail(number, Failure(method: method, message: "no answer in \(Self.patience)"))
    }
    defer { timer.cancel() }
    let answer = try await withCheckedThrowingContinuation { continuation in
      let isOpen = self.state.withLock { state in
        if !state.isClosed { state.waiting[number] = continuation }
        return !state.isClosed
      }
      if !isOpen { return continuation.resume(throwing: Failure(method: method, message: "the browser has ended")) }
      if !self.send(octets) { self.fail(number, Failure(method: method, message: "it takes no more commands")) }
    }
    let reply = try JSONDecoder().decode(Reply<Result>.self, from: Data(answer))
    if let error = reply.error { throw Failure(method: method, message: error.message) }
    guard let result = reply.result else { throw Failure(method: method, message: "it gave no result") }
    return result
  }

  private struct Command: Encodable {
    let id: Int
    let method: String
    let params: Fields
    let sessionId: String?
  }

  private struct Fields: Encodable {
    private let fields: [String: any Encodable & Sendable]

    init(_ fields: [String: any Encodable & Sendable]) { self.fields = fields }

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in self.fields { try container.encode(value, forKey: Key(stringValue: name)) }
    }
  }

  private struct Number: Decodable {
    let id: Int?
  }

  private struct Reply<Result: Decodable & Sendable>: Decodable {
    struct Refusal: Decodable {
      let message: String
    }

    let error: Refusal?
    let result: Result?
  }

  private func send(_ octets: [UInt8]) -> Bool {
    self.turn.withLock { _ in
      var rest = octets[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Foundation.send(self.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private func take(_ piece: ArraySlice<UInt8>) {
    let messages = self.state.withLock { state in
      state.partial += piece
      var parts = state.partial.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
      state.partial = parts.removeLast()
      return parts
    }
    for message in messages {
      guard let number = try? JSONDecoder().decode(Number.self, from: Data(message)).id else { continue }
      self.state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: message)
    }
  }

  private func fail(_ number: Int, _ error: Failure) {
    self.state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(throwing: error)
  }

  private func ended() {
    let waiting = self.state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values {
      continuation.resume(throwing: Failure(method: "read", message: "the browser has ended"))
    }
  }
}
