package import Declarations
import DNS
import Foundation
import HopVerifier
import Settings
import Synchronization
import TLSProbe

/// Answers a browser's extension: many requests at once, each by its own deadline.
package actor BrowserHost {
  /// The most requests under way; more are refused as *busy*.
  static let mostAtOnce = 256
  /// How long one lookup may take.
  static let lookup: Duration = .seconds(1)
  /// How long a request may take that names no time, and at most.
  static let usualDeadline = 5_000
  static let longestDeadline = 30_000

  private let names: BrowserNames
  private let roots: SiteVisitors.Probes
  private let rootFingerprints: [String]
  private let memory: any PolicyMemory
  private let privateMemory: PolicyOverlay
  private let notes: [String]
  private let now: @Sendable () -> Int64
  private var checks: (path: NamesPath, usual: SiteCheck, hidden: SiteCheck)?
  private var underWay = 0

  /// - Parameters:
  ///   - notes: what the user should hear of this host, such as a memory that cannot be used.
  ///   - now: Unix seconds.
  package init(
    settings: BrowserSettings, memory: any PolicyMemory, notes: [String] = [], now: @escaping @Sendable () -> Int64
  ) throws {
    self.notes = notes
    self.names = BrowserNames(settings, deadline: Self.lookup, now: now)
    self.roots = try SiteVisitors.Probes(roots: settings.roots)
    self.rootFingerprints = try settings.roots.flatMap { try RootFingerprint.all(inPEM: $0) }
    self.memory = memory
    self.privateMemory = PolicyOverlay(over: memory)
    self.now = now
  }

  /// Answers one message.
  package func answer(_ message: [UInt8]) async -> [UInt8] {
    let request: BrowserRequest
    do throws(BrowserFault) {
      request = try RequestReader.read(message)
    } catch {
      return BrowserReply.error(error).octets(id: RequestReader.id(of: message))
    }
    guard self.underWay < Self.mostAtOnce else {
      let fault = BrowserFault(.busy, "more than \(Self.mostAtOnce) requests are under way")
      return BrowserReply.error(fault).octets(id: request.id)
    }
    self.underWay += 1
    defer { self.underWay -= 1 }
    return await self.answerInTime(request).octets(id: request.id)
  }

  /// What is said about a message that is too long to be read.
  package static func refusal(tooLong length: UInt32) -> [UInt8] {
    BrowserReply.error(
      BrowserFault(.tooLong, "a message of \(length) octets; \(FrameBuffer.longest) are read")
    ).octets(id: nil)
  }

  private func answerInTime(_ request: BrowserRequest) async -> BrowserReply {
    let milliseconds = min(max(request.deadline ?? Self.usualDeadline, 1), Self.longestDeadline)
    return await withTaskGroup(of: BrowserReply?.self) { group in
      group.addTask { await self.reply(to: request) }
      group.addTask {
        try? await Task.sleep(for: .milliseconds(milliseconds))
        return Task.isCancelled
          ? nil : .error(BrowserFault(.deadline, "there was no verdict within \(milliseconds) ms"))
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .error(BrowserFault(.deadline, "the host ends"))
    }
  }

  private func reply(to request: BrowserRequest) async -> BrowserReply {
    do {
      switch request.type {
      case .hello: return .hello(try await self.greet(request))
      case .verify: return .verdict(try await self.verify(request))
      case .prepare:
        try await self.prepare(request)
        return .done
      case .path:
        await self.names.forget()
        return .hello(try await self.greet(request))
      case .forgetPrivate:
        self.privateMemory.forget()
        return .done
      case .page:
        guard let page = request.page else { throw BrowserFault(.badRequest, "page is missing") }
        return .page(ChainPage(page).html)
      }
    } catch let fault as BrowserFault {
      return .error(fault)
    } catch {
      return .error(BrowserFault(.noResolver, "\(error)"))
    }
  }

  private func greet(_ request: BrowserRequest) async throws -> BrowserReply.Greeting {
    let way = try await self.names.way(by: try Self.choice(request.resolver))
    return BrowserReply.Greeting(
      version: ProductVersion.current, resolver: way.chosen.description, path: way.state.rawValue, reason: way.reason,
      instead: way.instead?.description, roots: self.rootFingerprints, notes: self.notes)
  }

  private func prepare(_ request: BrowserRequest) async throws {
    let (origin, destination) = try Self.ends(of: request)
    let way = try await self.names.way(by: try Self.choice(request.resolver))
    let check = self.check(way.path, isPrivate: request.private ?? false)
    await check.verifier.prepare(origin.host, destination.host)
  }

  private static func ends(of request: BrowserRequest) throws(BrowserFault) -> (SiteCheck.End, SiteCheck.End) {
    let origin = try SiteCheck.End(request.origin, role: "origin")
    let destination = try SiteCheck.End(request.destination, role: "destination")
    guard origin.host != destination.host else {
      throw BrowserFault(.badRequest, "origin and destination are the same host")
    }
    return (origin, destination)
  }

  private func verify(_ request: BrowserRequest) async throws -> SiteVerdict {
    let (origin, destination) = try Self.ends(of: request)
    let kinds = Set((request.kinds ?? []).compactMap(HopKind.init(rawValue:)))
    guard !kinds.isEmpty else { throw BrowserFault(.badRequest, "kinds names no kind of hop") }
    let isPrivate = request.private ?? false
    let way = try await self.names.way(by: try Self.choice(request.resolver))
    let check = self.check(way.path, isPrivate: isPrivate)
    let verdict = await check.verify(from: origin, to: destination, kinds: kinds)
    if verdict.judgement.verdict == .unreachable { await self.names.doubt(way) }
    return SiteVerdict(
      verdict, memory: isPrivate ? self.privateMemory : self.memory,
      way: way)
  }

  private func check(_ path: NamesPath, isPrivate: Bool) -> SiteCheck {
    if let checks, checks.path.names === path.names { return isPrivate ? checks.hidden : checks.usual }
    let visitors = SiteVisitors(names: path.names, probes: self.roots, deadline: Self.lookup)
    func check(_ memory: any PolicyMemory) -> SiteCheck {
      SiteCheck(
        verifier: HopVerifier(
          names: path.names, startsAtZoneServers: path.startsAtZoneServers, freshLook: path.freshLook, memory: memory,
          deadline: Self.lookup, now: self.now),
        visitors: visitors)
    }
    let checks = (path: path, usual: check(self.memory), hidden: check(self.privateMemory))
    self.checks = checks
    return isPrivate ? checks.hidden : checks.usual
  }

  private static func choice(_ text: String?) throws(BrowserFault) -> ResolverChoice? {
    guard let text, !text.isEmpty else { return nil }
    do {
      return try ResolverChoice(text)
    } catch {
      throw BrowserFault(.settings, "\(error)")
    }
  }
}
