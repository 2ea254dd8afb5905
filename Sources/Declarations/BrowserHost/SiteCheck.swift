import Declarations
import Foundation
import HopVerifier
import TLSKeys
import TLSProbe

/// Verifies one hop for a browser: with the keys that it saw, and those that a handshake of our own shows.
struct SiteCheck: Sendable {
  let verifier: HopVerifier
  let visitors: SiteVisitors

  /// One end of a hop, read.
  struct End: Sendable {
    let url: HTTPURL
    /// As a URL names it.
    let host: HopHost
    let leaf: LeafCertificate?
    let addresses: [String]
  }

  func verify(from origin: End, to destination: End, kinds: Set<HopKind>) async -> HopVerdict {
    let originEnd = await self.reach(origin)
    let hop = Hop(origin: origin.host, destination: destination.host, kinds: kinds, originEnd: originEnd)
    let verdict = await self.verifier.verify(hop) { await self.reach(destination) }
    guard verdict.judgement.verdict == .keyMismatch, destination.leaf == nil else { return verdict }
    // A host with several certificates shows the browser perhaps another than us: all that it has are looked at.
    let keys = await self.otherKeys(of: destination, besides: verdict.destinationEnd)
    guard !keys.isEmpty, case .keys(let first) = verdict.destinationEnd else { return verdict }
    return await self.verifier.verify(hop) { .keys(first + keys) }
  }

  /// How the host was reached: by the browser where it says so, else by a handshake now.
  private func reach(_ end: End) async -> HopEnd {
    guard end.url.scheme == .https else { return .noKey(reason: "\(end.host) is reached over http, not https") }
    if let leaf = end.leaf {
      switch leaf.publicKey {
      case .success(let key): return .keys([key])
      case .failure(let error): return .noKey(reason: "the key of \(end.host) cannot be used: \(error)")
      }
    }
    return await self.visit(end, self.visitors.usual)
  }

  /// How long a handshake of our own may take in all: less than a request may, so that there is a verdict even about a
  /// host that keeps everybody waiting.
  private static let patience: Duration = .milliseconds(2500)

  private func visit(_ end: End, _ visitor: SiteVisitor) async -> HopEnd {
    await withTaskGroup(of: HopEnd.self) { group in
      group.addTask {
        // Its connection is dropped, not closed with the host's consent: nobody is to wait for that.
        await visitor.visit(end.url, at: end.addresses).end
      }
      group.addTask {
        try? await Task.sleep(for: Self.patience)
        return .noKey(reason: "\(end.host) took more than \(Self.patience / .seconds(1)) seconds over a handshake")
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? .noKey(reason: "\(end.host) was not reached")
    }
  }

  private func otherKeys(of end: End, besides shown: HopEnd) async -> [PublicKey] {
    async let ecdsa = self.visit(end, self.visitors.ecdsa)
    async let rsa = self.visit(end, self.visitors.rsa)
    var known: [PublicKey] = if case .keys(let keys) = shown { keys } else { [] }
    var found: [PublicKey] = []
    for case .keys(let keys) in [await ecdsa, await rsa] {
      for key in keys where !known.contains(key) {
        known.append(key)
        found.append(key)
      }
    }
    return found
  }
}

/// Who makes our own handshakes, by the kinds of keys that they let a host show.
struct SiteVisitors: Sendable {
  let usual: SiteVisitor
  let ecdsa: SiteVisitor
  let rsa: SiteVisitor

  /// - Parameter roots: texts of PEM certificates that are trusted besides the system's.
  init(names: any NameLookup, probes: Probes, deadline: Duration) {
    func visitor(_ probe: TLSProbe) -> SiteVisitor { SiteVisitor(names: names, probe: probe, deadline: deadline) }
    self.usual = visitor(probes.usual)
    self.ecdsa = visitor(probes.ecdsa)
    self.rsa = visitor(probes.rsa)
  }

  /// Loading the roots takes a while, so it is done once.
  struct Probes: Sendable {
    let usual: TLSProbe
    let ecdsa: TLSProbe
    let rsa: TLSProbe

    init(roots: [String]) throws(ProbeError) {
      let limits = ProbeLimits(connect: .milliseconds(2400), handshake: .milliseconds(2400))
      self.usual = try TLSProbe(extraRootsPEM: roots, limits: limits)
      self.ecdsa = try TLSProbe(extraRootsPEM: roots, offer: .ecdsa, limits: limits)
      self.rsa = try TLSProbe(extraRootsPEM: roots, offer: .rsa, limits: limits)
    }
  }
}
