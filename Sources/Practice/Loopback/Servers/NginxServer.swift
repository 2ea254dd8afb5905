import Foundation

/// nginx on 127.0.0.1: HTTP/2, several certificates of one host, TLS sessions that are taken up again.
package final class NginxServer: Sendable {
  /// One host of the server.
  package struct Site: Sendable {
    package let host: String
    /// One for each kind of key; clients choose.
    package let certificates: [TestCertificate]
    /// Directives besides, such as `location / { return 200 ok; }`.
    package let directives: String

    package init(_ host: String, certificates: [TestCertificate], directives: String) {
      self.host = host
      self.certificates = certificates
      self.directives = directives
    }
  }

  /// A line of its log.
  package struct Entry: Hashable, Sendable {
    package let host: String
    package let path: String
    /// `HTTP/1.1` or `HTTP/2.0`.
    package let version: String
    /// Whether the TLS session was an earlier one's.
    package let isResumed: Bool
    /// The number of the connection.
    package let connection: String
    /// The signature of the certificate was by a key of this kind, as `ECDSA` or `RSA`; empty for TLS 1.3.
    package let cipher: String
  }

  package let port: UInt16
  private let log: String
  private let process: ChildProcess

  package static var isInstalled: Bool { Program.areInstalled("nginx") }

  /// - Parameter options: directives for all hosts, such as `ssl_protocols TLSv1.2;`.
  package static func start(
    _ sites: [Site], options: String = "", in folder: TemporaryFolder, name: String = "nginx"
  ) async throws -> NginxServer {
    let port = try FreePort.find()
    try folder.makeFolder(name)
    var servers = ""
    for site in sites {
      var certificates = ""
      for (index, certificate) in site.certificates.enumerated() {
        let files = try certificate.write(to: folder, name: "\(name)/\(site.host)-\(index)")
        certificates += "ssl_certificate \(files.certificate); ssl_certificate_key \(files.key);\n"
      }
      servers +=
        "server { listen 127.0.0.1:\(port) ssl http2; server_name \(site.host);\n\(certificates)\(site.directives) }\n"
    }
    let base = folder.file(name)
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(base)/\($0);" }
    let file = try folder.write(
      """
      daemon off; master_process off; pid \(base)/pid; error_log stderr warn;
      events { worker_connections 512; }
      http {
        log_format all '$host $uri $server_protocol "$ssl_session_reused" $connection $ssl_cipher';
        access_log \(base)/access.log all;
        default_type text/html; \(temporary.joined(separator: " "))
        \(options)
        \(servers)
      }
      """, to: "\(name)/nginx.conf")
    let process = try ChildProcess("nginx", ["-c", file, "-p", base], outputPath: folder.file("\(name)/output"))
    try await process.waitUntilReady { !FreePort.isFree(port) }
    return NginxServer(port: port, log: "\(base)/access.log", process: process)
  }

  private init(port: UInt16, log: String, process: ChildProcess) {
    self.port = port
    self.log = log
    self.process = process
  }

  /// What it has served, oldest first.
  package var entries: [Entry] {
    let text = (try? String(contentsOfFile: self.log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 6 else { return nil }
      return Entry(
        host: words[0], path: words[1], version: words[2], isResumed: words[3] == "\"r\"", connection: words[4],
        cipher: words[5])
    }
  }

  package func stop() async { await self.process.stop() }
}
