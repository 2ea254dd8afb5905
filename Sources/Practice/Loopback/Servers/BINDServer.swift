import Foundation

/// A named of its own on 127.0.0.1 that serves one zone and takes signed updates of it: for interoperation tests.
package final class BINDServer: Sendable {
  package let address = "127.0.0.1"
  package let port: UInt16
  package let process: ChildProcess
  private let folder: TemporaryFolder

  package static var isInstalled: Bool { Program.areInstalled("named") }

  /// Starts it and waits until it answers.
  /// - Parameters:
  ///   - zone: the zone's name with its final dot.
  ///   - records: lines of zone-file syntax, relative to the zone; SOA, NS and the server's address are there already.
  ///   - updateKeys: who may change the zone; a confined key may write TXT at and below `_m2dmrt`, others everything.
  ///   - isSigned: whether it signs the zone, by its default policy.
  package static func start(
    zone: String, records: [String] = [], updateKeys: [UpdateKey], isSigned: Bool = false,
    removedOnInterrupt: Bool = false
  ) async throws -> BINDServer {
    let folder = try TemporaryFolder(removedOnInterrupt: removedOnInterrupt)
    let port = try FreePort.find()
    try folder.write(UnsignedZoneFile(zone: zone, records: records).text, to: "zone")
    let file = try folder.write(
      configuration(folder, port: port, zone: zone, updateKeys, isSigned: isSigned), to: "named.conf", mode: 0o600)
    let process = try ChildProcess("named", ["-g", "-n", "1", "-c", file], outputPath: folder.file("named.log"))
    let server = BINDServer(port: port, process: process, folder: folder)
    try await process.waitUntilReady {
      await DNSProbe.answers(zone, isSigned ? .dnskey : .soa, address: server.address, port: port)
    }
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

  private static func configuration(
    _ folder: TemporaryFolder, port: UInt16, zone: String, _ keys: [UpdateKey], isSigned: Bool
  ) -> String {
    let clauses = keys.map { key in
      "key \"\(key.name)\" { algorithm \(key.algorithm); secret \"\(key.secret)\"; };\n"
    }
    let grants = keys.map { key in
      key.isConfined
        ? "grant \"\(key.name)\" subdomain _m2dmrt.\(zone) TXT;" : "grant \"\(key.name)\" zonesub ANY;"
    }
    let readers = keys.filter(\.mayTransfer).map { "key \"\($0.name)\";" }
    return """
      options {
        directory "\(folder.path)";
        listen-on port \(port) { 127.0.0.1; };
        listen-on-v6 { none; };
        pid-file none;
        session-keyfile none;
        managed-keys-directory "\(folder.path)";
        recursion no;
        dnssec-validation no;
        notify no;
        check-names primary ignore;
        allow-query { any; };
      };
      controls { };
      \(clauses.joined())zone "\(zone)" {
        type primary;
        file "\(folder.file("zone"))";
        update-policy { \(grants.joined(separator: " ")) };\(isSigned ? "\n  dnssec-policy default;" : "")
        allow-transfer { \(readers.isEmpty ? "none;" : readers.joined(separator: " ")) };
      };

      """
  }
}
