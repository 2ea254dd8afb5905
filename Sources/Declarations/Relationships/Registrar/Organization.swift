import AgentStore
package import Declarations

/// What this agent's file says: its hosts, its partners, and where it may publish.
package struct Organization: Sendable {
  package let name: String
  package let hosts: [HostName: ServedHost]
  package let partners: [PartnerEntry]
  package let publishers: [ZonePublication]

  package init(name: String, hosts: [ServedHost], partners: [PartnerEntry], publishers: [ZonePublication]) {
    self.name = name
    self.hosts = Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first }
    self.partners = partners
    self.publishers = publishers
  }

  /// For which ends this agent speaks; nil for neither.
  func served(_ pair: HostPair) -> ServedEnds? {
    switch (self.hosts[pair.origin] != nil, self.hosts[pair.destination] != nil) {
    case (true, true): .both
    case (true, false): .origin
    case (false, true): .destination
    case (false, false): nil
    }
  }

  /// The one partner whose entry allows this pair.
  func partner(for pair: HostPair) throws(StepFailure) -> PartnerEntry {
    let allowed = self.partners.filter { $0.allows(pair) }
    guard let partner = allowed.first else {
      throw .refused(
        "noPartner", "no partner may have \(pair)", next: "Name the pair with its partner in warifud.yaml")
    }
    guard allowed.count == 1 else {
      throw .refused(
        "severalPartners", "\(allowed.map(\.name).joined(separator: " and ")) may both have \(pair)",
        next: "Leave the pair with one of them in warifud.yaml")
    }
    return partner
  }

  /// The publisher of the closest zone above `owner`.
  package func publisher(for owner: String) throws(StepFailure) -> any DeclarationPublisher {
    try self.publication(for: owner).publisher
  }

  /// Of the closest zone above `owner`.
  func publication(for owner: String) throws(StepFailure) -> ZonePublication {
    let suitable = self.publishers.filter { owner == $0.zone || owner.hasSuffix("." + $0.zone) }
    guard let closest = suitable.max(by: { $0.zone.utf8.count < $1.zone.utf8.count }) else {
      throw .refused(
        "noPublisher", "no zone above \(owner) may be written", next: "Name its zone under publishers: in warifud.yaml")
    }
    return closest
  }
}

/// A zone, and who writes into it.
package struct ZonePublication: Sendable {
  /// Lower case, without the final dot.
  package let zone: String
  package let publisher: any DeclarationPublisher

  package init(zone: String, publisher: any DeclarationPublisher) {
    self.zone = zone
    self.publisher = publisher
  }
}
