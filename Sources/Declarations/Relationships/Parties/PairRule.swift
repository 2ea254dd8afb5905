package import AgentStore
package import Declarations

/// Which relationships a partner may have: `origin>destination`, where `*` stands for any host.
package struct PairRule: Hashable, Sendable, CustomStringConvertible {
  /// nil stands for any.
  package let origin: HostName?
  /// nil stands for any.
  package let destination: HostName?

  /// Reads `shop.example>pay.example`, `*>pay.example` or `shop.example>*`.
  package init?(_ text: String) {
    let ends = text.split(separator: ">", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    guard ends.count == 2 else { return nil }
    var hosts: [HostName?] = []
    for end in ends {
      if end == "*" {
        hosts.append(nil)
      } else if let host = try? HostName(end) {
        hosts.append(host)
      } else {
        return nil
      }
    }
    self.origin = hosts[0]
    self.destination = hosts[1]
  }

  package func allows(_ pair: HostPair) -> Bool {
    (self.origin == nil || self.origin == pair.origin)
      && (self.destination == nil || self.destination == pair.destination)
  }

  package var description: String { "\(self.origin?.description ?? "*")>\(self.destination?.description ?? "*")" }
}
