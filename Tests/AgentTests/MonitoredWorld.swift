import Foundation
import FoundationNetworking
import Loopback
import Monitoring
import Testing

/// The world of the agents, with web servers, and the shop's agent monitoring it.
final class MonitoredWorld: Sendable {
  let agents: AgentWorld
  let web: HTTPSServer
  let hook: HTTPSServer
  let metricsPort: UInt16
  static let secret = "a secret for the webhook's receiver"

  static func with(_ body: (MonitoredWorld) async throws -> Void) async throws {
    try await AgentWorld.with { agents in
      let web = try await HTTPSServer.start()
      let hook = try await HTTPSServer.start(tls: false)
      for side in [agents.shop, agents.pay] { try web.serve(side.host, certificate: side.certificate) }
      web.route("ec-1.test", "/checkout", .redirect(to: "https://pay-1.test:\(web.port)/start"))
      web.route("pay-1.test", "/start", .page("<p>Pay here.</p>"))
      hook.route("127.0.0.1", "/hook", WebReply(200))
      try await body(
        MonitoredWorld(agents: agents, web: web, hook: hook, metricsPort: try FreePort.find()))
      await web.close()
      await hook.close()
    }
  }

  private init(agents: AgentWorld, web: HTTPSServer, hook: HTTPSServer, metricsPort: UInt16) {
    self.agents = agents
    self.web = web
    self.hook = hook
    self.metricsPort = metricsPort
  }

  var shop: AgentSide { self.agents.shop }
  var folder: TemporaryFolder { self.agents.folder }

  /// Adds the section, and reloads.
  func beginMonitoring() async throws {
    try self.folder.write(self.shop.authority.rootPEM + self.agents.pay.authority.rootPEM, to: "ca.pem")
    try self.folder.write(Self.secret + "\n", to: "hook-secret", mode: 0o600)
    let text = try self.folder.read("shop.yaml")
    try self.folder.write(
      text + """
        monitor:
          interval: 1
          metrics: 127.0.0.1:\(self.metricsPort)
          webhook: http://127.0.0.1:\(self.hook.port)/hook
          webhookSecretFile: hook-secret
          events: events.log
          ca: ca.pem
          ports: { ec-1.test: \(self.web.port), pay-1.test: \(self.web.port) }
          urls: ["https://ec-1.test:\(self.web.port)/checkout"]

        """, to: "shop.yaml")
    _ = try await self.shop.reload(expecting: "Reloaded")
  }

  func warifu(_ arguments: String...) async throws -> Command.Result {
    let ports = ["ec-1.test", "pay-1.test"].flatMap { ["--port", "\($0):\(self.web.port)"] }
    let isMonitor = arguments.first == "monitor"
    return try await self.shop.warifu(
      arguments + (isMonitor ? ports + ["--ca", self.folder.file("ca.pem"), "--deadline", "5s"] : []))
  }

  /// The events so far, oldest first.
  var events: [MonitorEvent] {
    get throws {
      try self.folder.read("events.log").split(separator: "\n").map {
        try JSONDecoder().decode(MonitorEvent.self, from: Data($0.utf8))
      }
    }
  }

  /// Waits for an event after so many, and gives how many there are then.
  @discardableResult
  func wait(
    after count: Int = 0, for what: String, _ isWanted: (MonitorEvent.What) -> Bool
  ) async throws -> Int {
    try await self.poll(what) {
      let events = try self.events
      return events.dropFirst(count).contains { isWanted($0.what) } ? events.count : nil
    }
  }

  func page() async throws -> String {
    let url = try #require(URL(string: "http://127.0.0.1:\(self.metricsPort)/metrics"))
    return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
  }

  /// Waits until the page of metrics has a line that begins so.
  func wait(forMetric line: String) async throws {
    try await self.poll(line) { () async throws -> Bool? in
      guard let page = try? await self.page() else { return nil }
      return page.split(separator: "\n").contains { $0.hasPrefix(line) } ? true : nil
    }
  }

  @discardableResult
  func poll<Value>(_ what: String, _ look: () async throws -> Value?) async throws -> Value {
    let end = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < end {
      if let value = try await look() { return value }
      try await Task.sleep(for: .milliseconds(50))
    }
    let events = (try? self.folder.read("events.log")) ?? "none"
    let page = (try? await self.page()) ?? "no page"
    throw AgentWorld.Late(text: "\(what) never came\n\(events)\n\(page)\n\(self.shop.agentLog)")
  }
}

extension MonitorEvent.What {
  /// Whether it tells of a change to this verdict.
  func isChange(to verdict: String) -> Bool {
    if case .verdictChanged(let change) = self { change.to == verdict } else { false }
  }

  /// Whether it tells that this server lags, or is right again.
  func isNotice(of server: String, wrong: Bool) -> Bool {
    switch self {
    case .serverDiffers(let notice): wrong && notice.server == server
    case .serverRecovered(let notice): !wrong && notice.server == server
    default: false
    }
  }
}
