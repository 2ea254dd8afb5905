import Foundation

/// A caching, validating unbound of its own that asks one server for everything: the resolver path of an ordinary user.
package final class UnboundServer: Sendable {
  package let address: String
  package let port: UInt16
  package let process: ChildProcess
  private let folder: TemporaryFolder

  package static var isInstalled: Bool { Program.areInstalled("unbound") }

  /// `127.0.0.1@5300`, as libunbound and Unbound write it.
  package var forwarder: String { "\(address)@\(port)" }
  package var logPath: String { process.outputPath }

  /// Starts it and waits until it answers.
  /// - Parameters:
  ///   - forwarder: `address@port` of the server that it asks.
  ///   - trustAnchor: a DS or DNSKEY record in presentation format.
  ///   - readyName: a name whose address record it must be able to give.
  ///   - serverOptions: lines for the `server:` clause, such as `cache-max-ttl: 5`.
  ///   - clauses: whole further clauses, such as a `forward-zone:` of one name to a black hole.
  ///   - parent: the folder to make its own in, named `unbound`; a temporary one of its own by default.
  package static func start(
    forwardingTo forwarder: String, trustAnchor: String, readyName: String = "ns.", address: String = "127.0.0.1",
    port: UInt16? = nil, serverOptions: [String] = [], clauses: [String] = [], removedOnInterrupt: Bool = false,
    in parent: TemporaryFolder? = nil
  ) async throws -> UnboundServer {
    let folder =
      if let parent {
        try TemporaryFolder(in: parent, "unbound")
      } else {
        try TemporaryFolder(removedOnInterrupt: removedOnInterrupt)
      }
    let chosen = try port ?? FreePort.find(address: address)
    var lines = [
      "interface: \(address)@\(chosen)", "port: \(chosen)", "access-control: 127.0.0.0/8 allow", "do-daemonize: no",
      "access-control: ::1/128 allow",
      "username: \"\"", "chroot: \"\"", "directory: \"\(folder.path)\"", "pidfile: \"\"", "use-syslog: no",
      "num-threads: 1", "do-ip6: \(address.contains(":") ? "yes" : "no")", "module-config: \"validator iterator\"",
      "trust-anchor: \"\(trustAnchor)\"",
      "trust-anchor-signaling: no", "do-not-query-localhost: no", "aggressive-nsec: no", "val-log-level: 2", "ede: yes",
      "log-servfail: yes", "infra-keep-probing: yes", "unblock-lan-zones: yes",
    ]
    lines += ["test.", "invalid.", "home.arpa."].map { "local-zone: \"\($0)\" nodefault" }
    let options = (lines + serverOptions).map { "  \($0)\n" }.joined()
    let all = [
      "server:\n\(options)", "forward-zone:\n  name: \".\"\n  forward-addr: \(forwarder)\n",
      """
      remote-control:
        control-enable: yes
        control-interface: \(folder.file("control"))
        control-use-cert: no

      """,
    ]
    let file = try folder.write((all + clauses).joined(), to: "unbound.conf")
    let process = try ChildProcess("unbound", ["-c", file], outputPath: folder.file("unbound.log"))
    let server = UnboundServer(address: address, port: chosen, process: process, folder: folder)
    try await process.waitUntilReady {
      await DNSProbe.answers(readyName, address.contains(":") ? .aaaa : .a, address: address, port: chosen)
    }
    return server
  }

  private init(address: String, port: UInt16, process: ChildProcess, folder: TemporaryFolder) {
    self.address = address
    self.port = port
    self.process = process
    self.folder = folder
  }

  /// Runs `unbound-control`: `flush_zone`, `"."` empties its cache.
  @discardableResult
  package func control(_ words: String...) async throws -> String {
    try await Command.succeed("unbound-control", ["-c", folder.file("unbound.conf")] + words)
  }

  package func stop() async {
    await process.stop()
    folder.close()
  }
}
