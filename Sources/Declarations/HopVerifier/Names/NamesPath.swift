package import DNS

/// The resolver that a client asks, after its path was looked at once, and how the zones' own servers are asked besides.
package struct NamesPath: Sendable {
  package let names: ValidatingResolver
  /// Whether the first answer to a question comes from the zone's own servers.
  package let startsAtZoneServers: Bool
  package let freshLook: FreshLook
  /// What a person should hear about the path.
  package let notes: [String]
  /// Why DNSSEC cannot be validated over the chosen path; nil where it can, and where recursion was chosen.
  package let strips: String?

  /// - Parameters:
  ///   - chosen: whom to ask.
  ///   - direct: how the zones' own servers are asked; also instead of what was chosen, if that strips DNSSEC.
  package static func open(
    _ chosen: ResolverChoice, direct: ResolverChoice, anchors: TrustAnchors, deadline: Duration
  ) async throws -> NamesPath {
    let freshLook = FreshLook(name: direct.description) {
      try ValidatingResolver(ResolverConfiguration(path: direct.path, trustAnchors: anchors))
    }
    let names = try ValidatingResolver(ResolverConfiguration(path: chosen.path, trustAnchors: anchors))
    guard chosen != .recursive, case .stripsDNSSEC(let reason) = await names.checkPath(deadline: deadline) else {
      return NamesPath(
        names: names, startsAtZoneServers: chosen == .recursive || chosen == direct, freshLook: freshLook, notes: [],
        strips: nil)
    }
    let problem = "\(chosen) cannot be used for DNSSEC (\(reason))"
    guard chosen != direct else {
      return NamesPath(
        names: names, startsAtZoneServers: true, freshLook: freshLook,
        notes: ["\(problem), and no other way was named; try --resolver recursive"], strips: reason)
    }
    return NamesPath(
      names: try ValidatingResolver(ResolverConfiguration(path: direct.path, trustAnchors: anchors)),
      startsAtZoneServers: true, freshLook: freshLook, notes: ["\(problem); asking by \(direct) instead"],
      strips: reason)
  }
}
