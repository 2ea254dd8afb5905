import Foundation

/// A pdns_server of its own on 127.0.0.1, with an SQLite database in its folder, that serves one zone and takes signed
/// updates of it: for interoperation tests.
package final class PowerDNSServer: Sendable {
  package let address = "127.0.0.1"
  package let port: UInt16
  package let process: ChildProcess
  private let folder: TemporaryFolder

  package static var isInstalled: Bool {
    Program.areInstalled("pdns_server", "pdnsutil", "sqlite3") && FileManager.default.fileExists(atPath: schema)
  }

  private static let schema = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"

  /// Starts it and waits until it answers.
  /// - Parameters:
  ///   - zone: the zone's name with its final dot.
  ///   - records: lines of zone-file syntax, relative to the zone; SOA, NS and the server's address are there already.
  ///   - updateKeys: who may change the zone; a confined key may write TXT at and below `_m2dmrt` (by a Lua policy),
  ///     others everything.
  ///   - isSigned: whether it signs the zone, with NSEC3 without salt.
  package static func start(
    zone: String, records: [String] = [], updateKeys: [UpdateKey], isSigned: Bool = false,
    removedOnInterrupt: Bool = false
  ) async throws -> PowerDNSServer {
    let folder = try TemporaryFolder(removedOnInterrupt: removedOnInterrupt)
    let port = try FreePort.find()
    let zoneFile = try folder.write(UnsignedZoneFile(zone: zone, records: records).text, to: "zone")
    try folder.write(policy(zone: zone, updateKeys), to: "policy.lua")
    try folder.write(configuration(folder, port: port, isSigned: isSigned), to: "pdns.conf", mode: 0o600)
    let tables = FileManager.default.contents(atPath: schema) ?? Data()
    try await Command.succeed("sqlite3", ["-bail", folder.file("pdns.db")], input: Array(tables))
    let utility = ["--config-dir=\(folder.path)"]
    try await Command.succeed("pdnsutil", utility + ["load-zone", zone, zoneFile])
    for key in updateKeys {
      try await Command.succeed("pdnsutil", utility + ["import-tsig-key", key.name, key.algorithm, key.secret])
    }
    try await Command.succeed(
      "pdnsutil", utility + ["set-meta", zone, "TSIG-ALLOW-DNSUPDATE"] + updateKeys.map(\.name))
    let readers = updateKeys.filter(\.mayTransfer).map(\.name)
    if !readers.isEmpty {
      try await Command.succeed("pdnsutil", utility + ["set-meta", zone, "TSIG-ALLOW-AXFR"] + readers)
    }
    if isSigned {
      try await Command.succeed("pdnsutil", utility + ["secure-zone", zone])
      try await Command.succeed("pdnsutil", utility + ["set-nsec3", zone, "1 0 0 -"])
      try await Command.succeed("pdnsutil", utility + ["rectify-zone", zone])
    }
    let process = try ChildProcess("pdns_server", utility, outputPath: folder.file("pdns.log"))
    let server = PowerDNSServer(port: port, process: process, folder: folder)
    try await process.waitUntilReady { await DNSProbe.answers(zone, .soa, address: server.address, port: port) }
    return server
  }

  private init(port: UInt16, process: ChildProcess, folder: TemporaryFolder) {
    self.port = port
    self.process = process
    self.folder = folder
  }

  package func stop() async {
    await process.stop()
    folder.close()
  }

  private static func configuration(_ folder: TemporaryFolder, port: UInt16, isSigned: Bool) -> String {
    let caches = ["cache-ttl", "query-cache-ttl", "negquery-cache-ttl", "zone-cache-refresh-interval"]
    let lines = [
      "launch=gsqlite3", "gsqlite3-database=\(folder.file("pdns.db"))", "local-address=127.0.0.1", "local-port=\(port)",
      "socket-dir=\(folder.path)", "daemon=no", "guardian=no", "setuid=", "setgid=", "security-poll-suffix=",
      "gsqlite3-dnssec=\(isSigned ? "yes" : "no")", "dnsupdate=yes", "allow-dnsupdate-from=127.0.0.0/8",
      "allow-axfr-ips=",
      "lua-dnsupdate-policy-script=\(folder.file("policy.lua"))",
    ]
    // A change must be seen by the very next query.
    return (lines + caches.map { "\($0)=0" }).map { "\($0)\n" }.joined()
  }

  private static func policy(zone: String, _ keys: [UpdateKey]) -> String {
    let confined = keys.filter(\.isConfined).map { "[\"\($0.name.lowercased())\"] = true" }.joined(separator: ", ")
    return """
      local confined = { \(confined) }
      local fence = newDN("_m2dmrt.\(zone)")

      function updatepolicy(input)
        local key = input:getTsigName():toStringNoDot():lower()
        if not confined[key] then return true end
        return input:getQType() == pdns.TXT and input:getQName():isPartOf(fence)
      end

      """
  }
}
