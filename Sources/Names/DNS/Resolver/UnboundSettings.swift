import CUnbound

/// What a libunbound context is told before its first lookup, in libunbound's own words.
struct UnboundSettings: Sendable {
  private var options: [(name: String, value: String)] = []
  private var anchors: [String]
  private var forwarders: [String] = []
  private var rootServers: [String] = []
  private var systemFile: String?

  /// - Parameter sockets: the most UDP sockets, thus queries on their way, of the context; an eighth of it for TCP.
  init(_ configuration: ResolverConfiguration, sockets: Int = 256) throws(ResolverError) {
    anchors = configuration.trustAnchors.records
    var usesIPv6 = false
    var usesLoopback = true
    switch configuration.path {
    case .system:
      systemFile = configuration.systemFile
      usesIPv6 = try SystemNameservers.read(configuration.systemFile).contains { $0.contains(":") }
    case .forward(let servers):
      guard !servers.isEmpty else { throw .configuration(what: "forward", problem: "no server is named") }
      forwarders = servers.map(\.withAtSign)
      usesIPv6 = servers.contains { $0.host.contains(":") }
    case .recursive:
      let hints = configuration.rootHints ?? []
      guard hints.allSatisfy({ $0.port == 53 }) else {
        throw .configuration(what: "root hints", problem: "recursion asks port 53 only")
      }
      rootServers = hints.map(\.host)
      usesIPv6 = hints.isEmpty ? IPv6Route.exists : hints.contains { $0.host.contains(":") }
      // In the real DNS a delegation to a loopback address is an attack on this machine's own services.
      usesLoopback = hints.contains { $0.host.hasPrefix("127.") || $0.host == "::1" }
    }
    // Some of libunbound's options are variables of the whole process (all that limit TTLs are, and `minimal-responses`), so that
    // the last context made decides for all. Such options must be the same for every configuration.
    options = [
      ("module-config:", "validator iterator"),
      ("do-ip6:", usesIPv6 ? "yes" : "no"),
      ("do-not-query-localhost:", usesLoopback ? "no" : "yes"),
      // Synthesizing absence from cached NSEC records (RFC 8198) would hide a name published a moment ago.
      ("aggressive-nsec:", "no"),
      // A zone or a path that was repaired shall not stay bogus for a minute.
      ("val-bogus-ttl:", "5"),
      // A server that was down shall be noticed when it is back, not after a quarter of an hour.
      ("infra-keep-probing:", "yes"),
      ("infra-host-ttl:", "60"),
      ("trust-anchor-signaling:", "no"),
      ("minimal-responses:", "yes"),
      // As a library it would have 16 ports and 2 TCP connections, too few for many lookups at once.
      ("outgoing-range:", "\(sockets)"),
      ("outgoing-num-tcp:", "\(max(sockets / 8, 1))"),
      ("num-queries-per-thread:", "4096"),
    ]
  }

  /// The names that libunbound answers itself (RFC 6761, RFC 8375), though a private world may use them.
  private static let builtInZones = ["test.", "invalid.", "home.arpa."]

  /// Tells a context that has never been used. The order matters: removing a zone ends what can be configured.
  func apply(to context: OpaquePointer) throws(ResolverError) {
    // 1: a thread; 0 would fork the process.
    try check("ub_ctx_async", ub_ctx_async(context, 1))
    for option in options {
      try check("\(option.name) \(option.value)", ub_ctx_set_option(context, option.name, option.value))
    }
    for anchor in anchors { try check("the trust anchor \(anchor)", ub_ctx_add_ta(context, anchor)) }
    if let systemFile { try check(systemFile, ub_ctx_resolvconf(context, systemFile)) }
    for forwarder in forwarders { try check("the forwarder \(forwarder)", ub_ctx_set_fwd(context, forwarder)) }
    // The third value asks it to fetch the root's own list from these first, as it does with real root hints.
    for server in rootServers { try check("the root server \(server)", ub_ctx_set_stub(context, ".", server, 1)) }
    for zone in Self.builtInZones { try check("to remove \(zone)", ub_ctx_zone_remove(context, zone)) }
  }

  private func check(_ call: String, _ code: Int32) throws(ResolverError) {
    guard code == 0 else { throw .library(call: call, reason: String(cString: ub_strerror(code))) }
  }
}
