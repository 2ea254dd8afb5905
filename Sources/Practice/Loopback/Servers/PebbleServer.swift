import Foundation

/// A certificate authority that speaks ACME and believes everybody: pebble, for tests of what runs at a renewal.
package final class PebbleServer: Sendable {
  /// The URL of its directory.
  package let directory: String
  /// A file with the root that its own web server's certificate is by.
  package let webRoot: String
  /// A file with the root that what it issues is by.
  package let root: String
  private let process: ChildProcess
  private let folder: TemporaryFolder

  package static var isInstalled: Bool { Program.areInstalled("pebble", "python3") }

  package static func start() async throws -> PebbleServer {
    let folder = try TemporaryFolder()
    let authority = try TestCertificateAuthority()
    let files = try authority.issue(["127.0.0.1"]).write(to: folder, name: "web")
    let (port, management) = (try FreePort.find(), try FreePort.find())
    let file = try folder.write(
      """
      {"pebble": {"listenAddress": "127.0.0.1:\(port)", "managementListenAddress": "127.0.0.1:\(management)",
        "certificate": "\(files.certificate)", "privateKey": "\(files.key)", "httpPort": 1, "tlsPort": 1,
        "ocspResponderURL": "", "externalAccountBindingRequired": false}}
      """, to: "pebble.json")
    let process = try ChildProcess(
      "pebble", ["-config", file],
      environment: [
        "PATH": "/usr/bin:/bin", "PEBBLE_VA_ALWAYS_VALID": "1", "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0",
      ], outputPath: folder.file("pebble.log"))
    try await process.waitUntilReady { process.lastLines(100).contains("ACME directory available") }
    let fetched = try await Command.succeed(
      "python3",
      [
        "-c",
        """
        import ssl, sys, time, urllib.request
        for _ in range(100):
            try:
                reply = urllib.request.urlopen(sys.argv[1], context=ssl._create_unverified_context())
                print(reply.read().decode()); break
            except OSError:
                time.sleep(0.05)
        else:
            sys.exit(1)
        """, "https://127.0.0.1:\(management)/roots/0",
      ])
    return PebbleServer(
      directory: "https://127.0.0.1:\(port)/dir", webRoot: try folder.write(authority.rootPEM, to: "web-root.pem"),
      root: try folder.write(fetched, to: "root.pem"), process: process, folder: folder)
  }

  private init(directory: String, webRoot: String, root: String, process: ChildProcess, folder: TemporaryFolder) {
    self.directory = directory
    self.webRoot = webRoot
    self.root = root
    self.process = process
    self.folder = folder
  }

  package func stop() async {
    await self.process.stop()
    self.folder.close()
  }
}
