/// Writes `knot.conf`.
struct KnotConfiguration {
  let folder: String
  let address: String
  let port: UInt16
  let zones: [KnotZone]

  /// What knotd serves: zones signed beforehand are taken as they are.
  var forServing: String { text { $0.isSignedByServer ? template(of: $0) : plainTemplate(of: $0) } }

  /// What `keymgr` and `kzonesign` use: every zone with keys has a policy.
  var forSigning: String { text { template(of: $0) } }

  private func template(of zone: KnotZone) -> String {
    switch zone.signing {
    case .unsigned: "default"
    case .signedOptOut: "optout"
    case .signedSalted: "salted"
    default: "signed"
    }
  }

  private func plainTemplate(of zone: KnotZone) -> String { zone.signing == .unsigned ? "default" : "raw" }

  private func text(template: (KnotZone) -> String) -> String {
    let keys = Set(zones.flatMap(\.updateKeys)).sorted { $0.name < $1.name }
    var lines = ["server:", "    rundir: \"\(folder)/run\"", "    listen: \(address)@\(port)"]
    lines += ["    udp-workers: 1", "    tcp-workers: 2", "    background-workers: 8", "    automatic-acl: off"]
    lines += ["    identity: \"\"", "    version: \"\"", "database:", "    storage: \"\(folder)/db\""]
    lines += ["    journal-db-max-size: 64M", "    kasp-db-max-size: 16M", "    timer-db-max-size: 4M"]
    lines += ["    catalog-db-max-size: 5M", "log:", "  - target: stderr", "    any: info"]
    if !keys.isEmpty {
      lines.append("key:")
      for key in keys {
        lines += ["  - id: \(key.name)", "    algorithm: \(key.algorithm)", "    secret: \(key.secret)"]
      }
      lines.append("acl:")
      for key in keys { lines += accessRule(of: key) }
    }
    lines.append("policy:")
    lines += policy("signed") + policy("optout", optOut: true) + policy("salted", iterations: 10, salt: 8)
    lines.append("template:")
    lines += templateLines("default", ["journal-content: changes", "serial-policy: increment", "semantic-checks: on"])
    lines += templateLines("raw", ["journal-content: none", "semantic-checks: off"])
    for policy in ["signed", "optout", "salted"] {
      lines += templateLines(
        policy,
        ["journal-content: changes", "serial-policy: increment", "dnssec-signing: on", "dnssec-policy: \(policy)"])
    }
    lines.append("zone:")
    for zone in zones {
      lines += ["  - domain: \(zone.name)", "    template: \(template(zone))", "    file: \"\(zone.fileName)\""]
      if !zone.updateKeys.isEmpty {
        lines.append("    acl: [ \(zone.updateKeys.flatMap { rules(of: $0) }.joined(separator: ", ")) ]")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func rules(of key: UpdateKey) -> [String] {
    ["acl-\(key.name)"] + (key.mayTransfer ? ["transfer-\(key.name)"] : [])
  }

  private func accessRule(of key: UpdateKey) -> [String] {
    var lines = ["  - id: acl-\(key.name)", "    key: \(key.name)", "    action: update"]
    if key.isConfined {
      lines += ["    update-type: [ TXT ]", "    update-owner: name", "    update-owner-match: sub-or-equal"]
      lines.append("    update-owner-name: [ _m2dmrt ]")
    }
    if key.mayTransfer {
      lines += ["  - id: transfer-\(key.name)", "    key: \(key.name)", "    action: transfer"]
    }
    return lines
  }

  private func policy(_ name: String, optOut: Bool = false, iterations: Int = 0, salt: Int = 0) -> [String] {
    [
      "  - id: \(name)", "    algorithm: ecdsap256sha256", "    single-type-signing: on", "    ksk-lifetime: 0",
      "    zsk-lifetime: 0", "    nsec3: on", "    nsec3-iterations: \(iterations)", "    nsec3-salt-length: \(salt)",
      "    nsec3-opt-out: \(optOut ? "on" : "off")", "    reproducible-signing: on", "    propagation-delay: 0",
      "    dnskey-ttl: 300", "    zone-max-ttl: 3600", "    cds-cdnskey-publish: none",
    ]
  }

  private func templateLines(_ name: String, _ options: [String]) -> [String] {
    let common = ["storage: \"\(folder)/zones\"", "zonefile-sync: -1", "zonefile-load: whole"]
    return ["  - id: \(name)"] + (common + options).map { "    \($0)" }
  }
}
