/// A zone that a `KnotServer` shall serve.
package struct KnotZone: Sendable {
  /// How the zone is signed, and what is wrong with it.
  package enum Signing: Hashable, Sendable {
    /// Signed by knotd itself, with NSEC3 without salt; dynamic changes are signed at once.
    case signed
    /// As `signed`, with the opt-out flag in every NSEC3 record, so that absence in it is not secure.
    case signedOptOut
    /// As `signed`, but NSEC3 with 10 further iterations and a salt of 8 octets, as was usual before RFC 9276.
    case signedSalted
    case unsigned
    /// Signed, but the parent's DS fits no key of it: everything in it is bogus.
    case wrongDS
    /// Signed once, then this text of the zone file was replaced under the signature: what contains it is bogus.
    case altered(from: String, to: String)
    /// All signatures ended weeks ago.
    case expired
    /// All signatures end in six hours, after 14 days, and nobody renews them.
    case expiring
    /// As a secondary has it that got the zone once: `records` is the whole zone with absolute names.
    case asIs
  }

  /// The zone's name with its final dot.
  package var name: String
  package var signing: Signing
  /// Lines of zone-file syntax, relative to the zone. SOA, NS and the server's own address are there already.
  package var records: [String]
  /// Who may change TXT records at and below `_m2dmrt` of the zone.
  package var updateKeys: [UpdateKey]
  /// For how long absence is remembered, in seconds (the SOA's last field).
  package var negativeTTL: Int

  package init(
    _ name: String, _ signing: Signing = .signed, records: [String] = [], updateKeys: [UpdateKey] = [],
    negativeTTL: Int = 5
  ) {
    self.name = name
    self.signing = signing
    self.records = records
    self.updateKeys = updateKeys
    self.negativeTTL = negativeTTL
  }

  /// Whether the zone has keys, so that the parent names one of them.
  var hasKeys: Bool { signing != .unsigned && signing != .asIs }

  /// How long ago the zone was signed beforehand, in seconds; `nil` for now.
  var signedAgo: Int? {
    switch signing {
    case .expired: 60 * 86400
    case .expiring: 14 * 86400 - 6 * 3600
    default: nil
    }
  }

  /// Whether knotd signs it, rather than `kzonesign` beforehand or nobody.
  var isSignedByServer: Bool {
    switch signing {
    case .signed, .signedOptOut, .signedSalted, .wrongDS: true
    case .unsigned, .altered, .expired, .expiring, .asIs: false
    }
  }

  var fileName: String { name == "." ? "root.zone" : "\(name)zone" }

  var nameserver: String { name == "." ? "ns." : "ns.\(name)" }

  func isBelow(_ other: KnotZone) -> Bool {
    name != other.name && (other.name == "." || name.hasSuffix(".\(other.name)"))
  }
}
