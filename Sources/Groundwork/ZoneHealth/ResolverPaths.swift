package import DNS
package import DNSWire

/// Ways to look something up with validation, the best first: the next is taken only where one gives no answer.
package struct ResolverPaths: Sendable {
  package struct Found: Sendable {
    package let answer: Lookup
    /// Which way it came.
    package let path: String
  }

  private let paths: [(name: String, resolver: ValidatingResolver)]
  private let deadline: Duration

  /// - Parameter deadline: for one lookup on one path.
  package init(_ paths: [(name: String, resolver: ValidatingResolver)], deadline: Duration) {
    self.paths = paths
    self.deadline = deadline
  }

  /// How long one lookup may take at most, over all paths.
  var longest: Duration { self.deadline * max(1, self.paths.count) }

  package func lookup(_ name: DomainName, _ type: RecordType) async -> Found {
    var last = Found(answer: .unreachable(reason: "no resolver is configured"), path: "none")
    for path in self.paths {
      last = Found(answer: await path.resolver.lookup(name, type, deadline: self.deadline), path: path.name)
      guard case .unreachable = last.answer else { return last }
    }
    return last
  }

  /// IP literals; none where they cannot be found.
  func addresses(of name: DomainName) async -> [String] {
    for path in self.paths {
      if case .found(let hosts, _) = await path.resolver.addresses(of: name.description, deadline: self.deadline) {
        return hosts
      }
    }
    return []
  }
}
