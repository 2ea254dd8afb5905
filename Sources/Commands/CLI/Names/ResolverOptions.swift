import ArgumentParser
import DNS
import HopVerifier

/// How a command that asks the DNS does so.
struct ResolverOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whom to ask: system (the servers of /etc/resolv.conf), recursive (from the root down), or a resolver's address. (default: $WARIFU_RESOLVER, else the agent's configuration, else system)",
      valueName: "system|recursive|address[:port]"))
  var resolver: String?

  @Option(
    help: ArgumentHelp(
      "A file with DS or DNSKEY records from which validation starts. (default: $WARIFU_TRUST_ANCHOR, else the agent's configuration, else /usr/share/dns/root.key, else both of IANA's root keys)",
      valueName: "file"))
  var trustAnchor: String?

  @Option(help: ArgumentHelp("How long one lookup may take, as in 2 or 500ms.", valueName: "time"))
  var deadline = Seconds(.seconds(1))

  func choice(_ defaults: FileDefaults) throws(Complaint) -> ResolverChoice {
    if let resolver { return try ResolverChoice(resolver, subject: "--resolver") }
    if let value = Surroundings.resolver.value {
      return try ResolverChoice(value, subject: Surroundings.resolver.rawValue)
    }
    guard let value = defaults.resolver else { return .system }
    return try ResolverChoice(value, subject: defaults.file)
  }

  func anchors(_ defaults: FileDefaults) throws(ResolverError) -> TrustAnchors {
    guard let file = self.trustAnchor ?? Surroundings.trustAnchor.value ?? defaults.trustAnchor else {
      return .standard()
    }
    return try TrustAnchors(contentsOf: file)
  }
}
