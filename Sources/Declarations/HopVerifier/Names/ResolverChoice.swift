package import DNS

/// How the DNS is reached, as a person says it.
package enum ResolverChoice: Hashable, Sendable {
  /// The servers of `/etc/resolv.conf`, as forwarders.
  case system
  /// The zones' own servers, from the root down.
  case recursive
  case servers([ServerAddress])

  /// Reads `system`, `recursive`, or addresses with or without port, separated by commas.
  package init(_ text: String) throws(ServerAddressError) {
    switch text {
    case "system": self = .system
    case "recursive": self = .recursive
    default:
      var servers: [ServerAddress] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        servers.append(try ServerAddress(part.filter { $0 != " " }))
      }
      self = .servers(servers)
    }
  }

  var path: ResolverConfiguration.Path {
    switch self {
    case .system: .system
    case .recursive: .recursive
    case .servers(let addresses): .forward(addresses)
    }
  }
}

extension ResolverChoice: CustomStringConvertible {
  package var description: String {
    switch self {
    case .system: "the system's resolver"
    case .recursive: "recursion from the root"
    case .servers(let addresses): addresses.map(\.description).joined(separator: ", ")
    }
  }
}
