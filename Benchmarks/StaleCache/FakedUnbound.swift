import Foundation
import Loopback

/// A caching, validating unbound whose clock stands still until it is set: libfaketime reads it from a file at every look.
struct FakedUnbound {
  private static let library = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
  ]

  let port: UInt16
  private let folder: TemporaryFolder
  private let process: ChildProcess
  private static let clockFile = "clock"

  /// - Parameter time: what its clock shows at the start, Unix seconds.
  static func start(_ cache: StudyCache, before knot: KnotServer, at time: Int64) async throws -> FakedUnbound {
    guard let library = Self.library.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw BenchmarkFailure(message: "libfaketime is not installed: Scripts/setup --with-study")
    }
    let folder = try TemporaryFolder(removedOnInterrupt: true)
    let port = try FreePort.find()
    let lines =
      [
        "interface: 127.0.0.1@\(port)", "port: \(port)", "access-control: 127.0.0.0/8 allow", "do-daemonize: no",
        "username: \"\"", "chroot: \"\"", "directory: \"\(folder.path)\"", "pidfile: \"\"", "use-syslog: no",
        "num-threads: 1", "do-ip6: no", "module-config: \"validator iterator\"",
        "trust-anchor: \"\(knot.trustAnchorDS)\"", "trust-anchor-signaling: no", "do-not-query-localhost: no",
        "aggressive-nsec: no", "local-zone: \"test.\" nodefault",
      ] + cache.options
    let text =
      "server:\n" + lines.map { "  \($0)\n" }.joined()
      + "forward-zone:\n  name: \".\"\n  forward-addr: \(knot.forwarder)\n"
    let file = try folder.write(text, to: "unbound.conf")
    let clock = try folder.write(Self.text(time), to: Self.clockFile)
    let environment = [
      "PATH": "/usr/sbin:/usr/bin:/bin", "TZ": "UTC", "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock,
      "FAKETIME_NO_CACHE": "1",
      // What waits for an answer goes by this clock, and must not stand still.
      "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    ]
    let process = try ChildProcess(
      "unbound", ["-c", file], environment: environment, outputPath: folder.file("unbound.log"))
    try await process.waitUntilReady { await DNSProbe.answers("ns.", .a, address: "127.0.0.1", port: port) }
    return FakedUnbound(port: port, folder: folder, process: process)
  }

  /// Sets its clock, Unix seconds.
  func set(_ time: Int64) throws { try self.folder.write(Self.text(time), to: Self.clockFile) }

  func stop() async {
    await self.process.stop()
    self.folder.close()
  }

  private static func text(_ time: Int64) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
    return formatter.string(from: Date(timeIntervalSince1970: Double(time))) + "\n"
  }
}
