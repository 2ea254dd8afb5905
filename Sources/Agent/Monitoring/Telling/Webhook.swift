import AsyncHTTPClient
import Crypto
import Foundation
package import Logging
import Logs
import NIOCore
import NIOHTTP1
import NIOSSL

/// Posts events to a URL, one after the other, as JSON. Whoever tells of an event never waits for it: what cannot be sent
/// in time waits in a bounded queue, and gives way to what is newer.
package struct Webhook: Sendable {
  /// Holds `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits, where there is a secret.
  static let signatureHeader = "X-Warifu-Signature"
  /// The most octets of an answer's body that are read; it is not looked at.
  private static let mostOctets = 65_536

  private let settings: WebhookSettings
  private let roots: [NIOSSLCertificate]
  private let waiting: AsyncStream<MonitorEvent>
  private let queue: AsyncStream<MonitorEvent>.Continuation
  private let board: MonitorBoard
  private let logger: Logger
  private let gate: LineGate<WebhookOutcome>
  private let pause: @Sendable (Duration) async throws -> Void

  /// - Parameters:
  ///   - extraRootsPEM: certificates trusted besides the system's.
  ///   - pause: waits between two tries.
  package init(
    _ settings: WebhookSettings, extraRootsPEM: String?, board: MonitorBoard, logger: Logger,
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) throws {
    self.settings = settings
    self.roots = try extraRootsPEM.map { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) } ?? []
    (self.waiting, self.queue) = AsyncStream.makeStream(
      of: MonitorEvent.self, bufferingPolicy: .bufferingNewest(settings.mostWaiting))
    self.board = board
    self.logger = logger
    self.gate = LineGate { outcome, count in
      logger.warning(
        "Events were not delivered to the webhook", metadata: ["outcome": "\(outcome)", "more": "\(count)"])
    }
    self.pause = pause
  }

  package func offer(_ event: MonitorEvent) {
    if case .dropped = self.queue.yield(event) { self.note(.dropped, "too many events wait") }
  }

  /// Delivers until the task is cancelled.
  package func run() async {
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: self.configuration)
    for await event in self.waiting {
      await self.deliver(event, by: client)
      if Task.isCancelled { break }
    }
    try? await client.shutdown()
  }

  private var configuration: HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.additionalTrustRoots = self.roots.isEmpty ? [] : [.certificates(self.roots)]
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: TimeAmount(self.settings.deadline), read: TimeAmount(self.settings.deadline))
    configuration.httpVersion = .http1Only
    return configuration
  }

  private func deliver(_ event: MonitorEvent, by client: HTTPClient) async {
    let request = self.request(event.line)
    var tries = 0
    while !Task.isCancelled {
      tries += 1
      let (outcome, problem) = await self.attempt(request, by: client)
      if let outcome { return self.note(outcome, problem) }
      guard let pause = self.settings.pause(after: tries) else { return self.note(.failed, problem) }
      guard (try? await self.pause(pause)) != nil else { return }
    }
  }

  private func attempt(_ request: HTTPClientRequest, by client: HTTPClient) async -> (WebhookOutcome?, problem: String)
  {
    do {
      let response = try await client.execute(
        request, deadline: .now() + TimeAmount(self.settings.deadline), logger: nil)
      // Read, so that the connection can be used again; the client's deadline is for the answer's head alone.
      await Deadline.run(self.settings.deadline) { _ = try? await response.body.collect(upTo: Self.mostOctets) }
      return (WebhookSettings.outcome(of: Int(response.status.code)), "it answered \(response.status.code)")
    } catch {
      return (nil, "\(error)")
    }
  }

  private func request(_ body: [UInt8]) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: self.settings.url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "User-Agent", value: "warifud")
    if let secret = self.settings.secret {
      request.headers.add(name: Self.signatureHeader, value: Self.signature(body, secret))
    }
    request.body = .bytes(body)
    return request
  }

  static func signature(_ body: [UInt8], _ secret: SymmetricKey) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: body, using: secret)
    return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func note(_ outcome: WebhookOutcome, _ problem: String) {
    self.board.count(outcome)
    guard outcome != .delivered, self.gate.lets(outcome) else { return }
    // The URL may hold a token of the receiver's.
    self.logger.warning(
      "An event was not delivered to the webhook", metadata: ["outcome": "\(outcome)", "problem": "\(problem)"])
  }
}
