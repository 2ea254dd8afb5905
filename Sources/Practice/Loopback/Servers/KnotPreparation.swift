import Foundation

/// Keys, zone files and signatures, before knotd starts.
struct KnotPreparation {
  let folder: TemporaryFolder
  let address: String
  let zones: [KnotZone]

  /// Answers the DS records by zone name.
  func run() async throws -> [String: String] {
    var anchors: [String: String] = [:]
    for zone in zones where zone.hasKeys { anchors[zone.name] = try await makeKey(for: zone) }
    for zone in zones { try folder.write(text(of: zone, anchors: anchors), to: "zones/\(zone.fileName)") }
    for zone in zones { try await signBeforehand(zone) }
    return anchors
  }

  private func keymgr(_ words: String...) async throws -> String {
    try await Command.succeed("keymgr", ["-c", folder.file("signing.conf")] + words)
  }

  private func makeKey(for zone: KnotZone) async throws -> String {
    let output = try await keymgr(zone.name, "generate", "algorithm=ECDSAP256SHA256", "ksk=yes", "zsk=yes")
    if zone.signedAgo != nil, let key = output.split(whereSeparator: \.isWhitespace).last {
      _ = try await keymgr(zone.name, "set", String(key), "publish=-90d", "ready=-90d", "active=-90d")
    }
    // Lines are `zone DS tag algorithm digest-type digest`; SHA-256 alone is enough.
    for line in try await keymgr(zone.name, "ds").split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 6, words[4] == "2" { return "\(words[0]) 300 IN DS \(words[2...].joined(separator: " "))" }
    }
    throw FolderError(path: zone.name, reason: "keymgr gave no DS record")
  }

  private func text(of zone: KnotZone, anchors: [String: String]) -> String {
    if zone.signing == .asIs { return zone.records.map { "\($0)\n" }.joined() }
    var lines = ["$ORIGIN \(zone.name)", "$TTL 300"]
    lines.append("@ SOA \(zone.nameserver) hostmaster.\(zone.nameserver) 1 3600 600 86400 \(zone.negativeTTL)")
    lines += ["@ NS \(zone.nameserver)", "\(zone.nameserver) \(addressType) \(address)"]
    for child in zones where parent(of: child)?.name == zone.name {
      lines += ["\(child.name) NS \(child.nameserver)", "\(child.nameserver) \(addressType) \(address)"]
      if child.signing == .wrongDS {
        lines.append("\(child.name) DS 12345 13 2 \(String(repeating: "0", count: 64))")
      } else if let anchor = anchors[child.name] {
        lines.append(anchor)
      }
    }
    return (lines + zone.records).joined(separator: "\n") + "\n"
  }

  private var addressType: String { address.contains(":") ? "AAAA" : "A" }

  private func parent(of zone: KnotZone) -> KnotZone? {
    zones.filter { zone.isBelow($0) }.max { $0.name.count < $1.name.count }
  }

  private func signBeforehand(_ zone: KnotZone) async throws {
    guard zone.hasKeys, !zone.isSignedByServer else { return }
    var words = ["-c", folder.file("signing.conf"), "-o", folder.file("zones")]
    if let seconds = zone.signedAgo { words += ["-t", String(Int(Date().timeIntervalSince1970) - seconds)] }
    try await Command.succeed("kzonesign", words + [zone.name])
    guard case .altered(let old, let new) = zone.signing else { return }
    let signed = try folder.read("zones/\(zone.fileName)")
    guard signed.contains(old) else { throw FolderError(path: zone.name, reason: "does not contain \(old)") }
    try folder.write(signed.replacingOccurrences(of: old, with: new), to: "zones/\(zone.fileName)")
  }
}
