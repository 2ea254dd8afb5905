import DNS
import HopVerifier

/// The resolver that a command asks, after its path was looked at once, and how the zones' own servers are asked besides.
struct NamesPath: Sendable {
  let names: ValidatingResolver
  /// Whether the first answer to a question comes from the zone's own servers.
  let startsAtZoneServers: Bool
  let freshLook: FreshLook
  /// What a person should hear about the path.
  let notes: [String]

  /// - Parameter fresh: the zones' servers, or one that knows them at first hand; nil for what the configuration file
  ///   says, else recursion from the root.
  static func open(_ options: ResolverOptions, fresh: ServerAddress? = nil) async throws -> NamesPath {
    let defaults = try FileDefaults.load()
    let anchors = try options.anchors(defaults)
    let chosen = try options.choice(defaults)
    let direct =
      try fresh.map { .servers([$0]) } ?? defaults.fresh.map { try ResolverChoice($0, subject: defaults.file) }
      ?? .recursive
    let freshLook = FreshLook(name: direct.description) {
      try ValidatingResolver(ResolverConfiguration(path: direct.path, trustAnchors: anchors))
    }
    let names = try ValidatingResolver(ResolverConfiguration(path: chosen.path, trustAnchors: anchors))
    guard chosen != .recursive,
      case .stripsDNSSEC(let reason) = await names.checkPath(deadline: options.deadline.duration)
    else {
      return NamesPath(
        names: names, startsAtZoneServers: chosen == .recursive || chosen == direct, freshLook: freshLook, notes: [])
    }
    let problem = "\(chosen) cannot be used for DNSSEC (\(reason))"
    guard chosen != direct else {
      return NamesPath(
        names: names, startsAtZoneServers: true, freshLook: freshLook,
        notes: ["\(problem), and no other way was named; try --resolver recursive"])
    }
    return NamesPath(
      names: try ValidatingResolver(ResolverConfiguration(path: direct.path, trustAnchors: anchors)),
      startsAtZoneServers: true, freshLook: freshLook, notes: ["\(problem); asking by \(direct) instead"])
  }
}
