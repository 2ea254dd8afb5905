public import Declarations
public import TLSProbe

/// Follows a URL's redirects as a browser would, and verifies every hop before it is followed.
public struct ChainVerifier: Sendable {
  /// The most redirects that are followed.
  public static let maximumRedirects = 10

  private let verifier: HopVerifier
  private let visitor: SiteVisitor

  /// - Parameters:
  ///   - names: for the hosts' addresses.
  ///   - deadline: how long one lookup of an address may take.
  public init(verifier: HopVerifier, names: any NameLookup, probe: TLSProbe, deadline: Duration) {
    self.verifier = verifier
    self.visitor = SiteVisitor(names: names, probe: probe, deadline: deadline)
  }

  /// Follows one URL to its end: the last page, a stopped hop, or a failure.
  ///
  /// After a stopped hop nothing more is sent to anybody.
  public func follow(_ text: String) async -> ChainReport {
    var report = ChainReport(url: text)
    var url: HTTPURL
    do throws(ChainFailure) {
      url = try Self.url(text)
    } catch {
      report.failure = error
      return report
    }
    var visit = await self.visitor.visit(url)
    var seen: Set<HTTPURL> = [url]
    var redirects = 0
    do throws(ChainFailure) {
      while let next = try await self.next(from: url, visit, notes: &report.notes) {
        redirects += 1
        guard redirects <= Self.maximumRedirects else {
          throw ChainFailure(
            .tooManyRedirects, subject: url.description,
            message: "there are more than \(Self.maximumRedirects) redirects",
            next: "A browser would go on a little longer; no sound site needs it.")
        }
        guard seen.insert(next.url).inserted else {
          throw ChainFailure(
            .loop, subject: next.url.description, message: "the redirects lead back to \(next.url)",
            next: "The site's operator must break the circle.")
        }
        if next.url.host == url.host {
          visit = await self.visitor.visit(next.url)
        } else {
          let hop = Hop(
            origin: HopHost(url), destination: HopHost(next.url), kinds: next.kinds, originEnd: visit.end)
          let (verdict, destination) = await self.verify(hop, to: next.url)
          report.hops.append(verdict)
          guard !verdict.judgement.stopped, destination.connection != nil else {
            await destination.connection?.close()
            return report
          }
          visit = destination
        }
        url = next.url
      }
    } catch {
      report.failure = error
    }
    await visit.connection?.close()
    return report
  }

  /// Verifies one hop between two hosts without following anything.
  public func verifyPair(origin: HTTPURL, destination: HTTPURL, kinds: Set<HopKind>) async -> ChainReport {
    var report = ChainReport(url: nil)
    guard origin.host != destination.host else {
      report.notes.append("\(origin.host) and \(destination.host) are the same host: there is no hop to verify")
      return report
    }
    let visit = await self.visitor.visit(origin)
    await visit.connection?.close()
    let hop = Hop(origin: HopHost(origin), destination: HopHost(destination), kinds: kinds, originEnd: visit.end)
    let (verdict, reached) = await self.verify(hop, to: destination)
    await reached.connection?.close()
    report.hops.append(verdict)
    return report
  }

  private func verify(_ hop: Hop, to url: HTTPURL) async -> (HopVerdict, SiteVisit) {
    let reaching = Task { await self.visitor.visit(url) }
    let verdict = await self.verifier.verify(hop) { await reaching.value.end }
    return (verdict, await reaching.value)
  }

  /// Reads a URL as a person writes it: `https://` may be left out before a host, but nothing else is taken for a host.
  ///
  /// - Throws: ``ChainFailure/Code/badURL``, where there is nothing that could be followed.
  public static func url(_ text: String) throws(ChainFailure) -> HTTPURL {
    switch Self.withScheme(text).map({ RedirectTarget($0, relativeTo: nil) }) {
    case .http(let url): return url
    case .unusable(let problem): throw Self.badURL(text, problem)
    case .otherScheme, nil: throw Self.badURL(text, "this is no http or https URL")
    }
  }

  private static func badURL(_ text: String, _ problem: String) -> ChainFailure {
    ChainFailure(.badURL, subject: text, message: problem, next: "Write it as https://host/path.")
  }

  private static func withScheme(_ text: String) -> String? {
    guard !text.contains("://") else { return text }
    let authority = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let port = authority.hasSuffix("]") ? nil : authority.split(separator: ":").dropFirst().last
    guard !authority.contains("@"), port?.allSatisfy(\.isNumber) ?? true else { return nil }
    return "https://\(text)"
  }

  private struct Step {
    let url: HTTPURL
    let kinds: Set<HopKind>
  }

  /// Asks for the page and tells where it sends a browser; nil where it stays.
  private func next(from url: HTTPURL, _ visit: SiteVisit, notes: inout [String]) async throws(ChainFailure) -> Step? {
    if let failure = visit.failure { throw failure }
    guard let connection = visit.connection else { return nil }
    let reply: HTTPReply
    do {
      reply = try await connection.get(
        target: url.target, hostHeader: url.hostHeader, bodyLimit: ProbeLimits.bodyOctets)
    } catch {
      throw ChainFailure(
        .http, subject: url.description, message: "\(error)", next: "Ask the site's operator, or try again.")
    }
    guard let redirect = Redirect.of(reply, at: url) else { return nil }
    switch redirect.target {
    case .http(let target): return Step(url: target, kinds: [.redirect])
    case .otherScheme(let scheme):
      notes.append("\(url) leads out of the Web, to a \(scheme): URL; there the chain ends")
      return nil
    case .unusable(let reason):
      throw ChainFailure(
        .http, subject: url.description, message: "it redirects to something that is no URL: \(reason)",
        next: "The site's operator must mend the redirect.")
    }
  }
}

extension HopHost {
  init(_ url: HTTPURL) {
    self = url.isIPLiteral ? .literal(url.host) : HopHost(url.host)
  }
}
