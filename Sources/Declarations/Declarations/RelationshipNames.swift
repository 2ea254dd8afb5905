/// Where in the DNS the records of a relationship and of a host's policy stand.
public enum RelationshipNames {
  /// The label below which all of a host's records stand.
  public static let label = "_m2dmrt"

  /// `<destination>._m2dmrt.<origin>`, or nil where that has more than 253 octets and so cannot exist.
  public static func declarationOwner(origin: HostName, destination: HostName) -> String? {
    let name = "\(destination).\(self.label).\(origin)"
    return name.utf8.count <= 253 ? name : nil
  }

  /// `_m2dmrt.<host>`, or nil where that has more than 253 octets.
  public static func policyOwner(_ host: HostName) -> String? {
    let name = "\(self.label).\(host)"
    return name.utf8.count <= 253 ? name : nil
  }

  /// The names whose policy records may speak for a host: itself, then its parents of five, four, three and two labels.
  public static func policyHosts(_ host: HostName) -> [HostName] {
    let labels = host.labels
    let parents = [5, 4, 3, 2].filter { $0 < labels.count }
      .compactMap { try? HostName(labels.suffix($0).joined(separator: ".")) }
    return [host] + parents
  }
}
