import DNS

/// How the DNS is reached, as a person says it.
enum ResolverChoice: Hashable, Sendable {
  /// The servers of `/etc/resolv.conf`, as forwarders.
  case system
  /// The zones' own servers, from the root down.
  case recursive
  case servers([ServerAddress])

  /// - Parameter subject: the option or variable, for the complaint.
  init(_ text: String, subject: String) throws(Complaint) {
    switch text {
    case "system": self = .system
    case "recursive": self = .recursive
    default:
      do throws(ServerAddressError) {
        var servers: [ServerAddress] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          servers.append(try ServerAddress(part.filter { $0 != " " }))
        }
        self = .servers(servers)
      } catch {
        throw .usage(
          subject, "\(subject): '\(text.prefix(100))' is neither system, recursive nor an address: \(error.reason)",
          next: "Write it as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53.")
      }
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
  var description: String {
    switch self {
    case .system: "the system's resolver"
    case .recursive: "recursion from the root"
    case .servers(let addresses): addresses.map(\.description).joined(separator: ", ")
    }
  }
}
