import Dispatch
import Foundation
import Synchronization

/// Drives a Firefox by its Marionette protocol: over TCP, each message is its length in decimal digits, a colon, and a JSON
/// array (`[0, number, command, parameters]`, answered by `[1, number, error, result]`).
package final class Marionette: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "marionette")
  private let number = Mutex(0)
  private let isClosed = Mutex(false)

  /// Why a command failed, in the browser's words.
  package struct Failure: Error, CustomStringConvertible {
    package let command: String
    package let error: String
    package let message: String
    package var description: String { "\(self.command): \(self.error): \(self.message)" }
  }

  /// Connects and begins a session in which navigating does not wait for the page.
  package static func connect(port: UInt16) async throws -> Marionette {
    let marionette = try Marionette(port: port)
    try await marionette.begin()
    return marionette
  }

  private init(port: UInt16) throws(Failure) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard LoopbackAddress.use("127.0.0.1", port, { Foundation.connect(descriptor, $0, $1) }) else {
      Foundation.close(descriptor)
      throw Failure(command: "connect", error: "refused", message: "nobody listens on port \(port)")
    }
    self.descriptor = descriptor
  }

  deinit { self.close() }

  package func close() {
    self.isClosed.withLock { closed in
      if !closed { Foundation.close(self.descriptor) }
      closed = true
    }
  }

  private func begin() async throws {
    _ = try await self.onQueue { try self.read() }
    let _: Ignored = try await self.call(
      "WebDriver:NewSession", ["pageLoadStrategy": "none", "unhandledPromptBehavior": "dismiss"])
  }

  /// Sends a command and reads what it gives.
  package func call<Result: Decodable & Sendable>(
    _ command: String, _ parameters: [String: any Encodable & Sendable] = [:]
  ) async throws -> Result {
    let number = self.number.withLock { number in
      number += 1
      return number
    }
    let message = try JSONEncoder().encode(Message(number: number, command: command, parameters: parameters))
    let answer = try await self.onQueue {
      try self.send(Array(message))
      return try self.read()
    }
    let reply = try JSONDecoder().decode(Reply<Result>.self, from: Data(answer))
    if let failure = reply.failure {
      throw Failure(command: command, error: failure.error, message: failure.message)
    }
    guard let result = reply.result else {
      throw Failure(command: command, error: "no result", message: String(decoding: answer.prefix(400), as: UTF8.self))
    }
    return result
  }

  /// A result that nobody reads.
  package struct Ignored: Decodable, Sendable {
    package init(from decoder: any Decoder) throws {}
  }

  /// `{"value": …}`, as most commands give their results.
  package struct Value<Content: Decodable & Sendable>: Decodable, Sendable {
    package let value: Content
  }

  private struct Message: Encodable {
    let number: Int
    let command: String
    let parameters: [String: any Encodable & Sendable]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var array = encoder.unkeyedContainer()
      try array.encode(0)
      try array.encode(self.number)
      try array.encode(self.command)
      var fields = array.nestedContainer(keyedBy: Key.self)
      for (name, value) in self.parameters { try fields.encode(value, forKey: Key(stringValue: name)) }
    }
  }

  private struct Reply<Result: Decodable & Sendable>: Decodable {
    struct Refusal: Decodable {
      let error: String
      let message: String
    }

    let failure: Refusal?
    let result: Result?

    init(from decoder: any Decoder) throws {
      var array = try decoder.unkeyedContainer()
      _ = try array.decode(Int.self)
      _ = try array.decode(Int.self)
      self.failure = try array.decodeIfPresent(Refusal.self)
      self.result = self.failure == nil ? try array.decode(Result.self) : nil
    }
  }

  private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      self.queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  private func send(_ message: [UInt8]) throws(Failure) {
    var rest = (Array("\(message.count):".utf8) + message)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(self.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(command: "send", error: "closed", message: "it takes no more commands") }
      rest = rest.dropFirst(count)
    }
  }

  private func read() throws(Failure) -> [UInt8] {
    var length = 0
    while true {
      let octet = try self.receive(1)[0]
      if octet == UInt8(ascii: ":") { break }
      guard octet >= 0x30, octet <= 0x39, length < 1 << 26 else {
        throw Failure(command: "receive", error: "garbage", message: "it speaks no Marionette")
      }
      length = length * 10 + Int(octet - 0x30)
    }
    return try self.receive(length)
  }

  private func receive(_ count: Int) throws(Failure) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = octets.withUnsafeMutableBytes { recv(self.descriptor, $0.baseAddress! + filled, count - filled, 0) }
      guard got > 0 else { throw Failure(command: "receive", error: "silence", message: "it did not answer") }
      filled += got
    }
    return octets
  }
}
