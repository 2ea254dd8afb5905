import Foundation
import Loopback

/// A network namespace with nothing but a loopback interface, on which some of the Internet's addresses stand.
struct TestNamespace {
  /// The environment variable by which a test knows that it runs inside.
  static let mark = "WARIFU_TEST_IN_NAMESPACE"
  /// a.root-servers.net, which every resolver knows.
  static let rootServer = "198.41.0.4"
  private static let addresses = [Self.rootServer, "192.0.2.53", "198.51.100.53"]

  let name: String

  static var isInside: Bool { ProcessInfo.processInfo.environment[self.mark] != nil }

  /// Whether this process may make one; tried out once, since no file tells.
  static let isAllowed: Bool = {
    guard !Self.isInside, let unshare = Program.find("unshare"), Program.areInstalled("ip") else { return false }
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: unshare)
    trial.arguments = ["--net", "true"]
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationStatus == 0
  }()

  init() async throws {
    self.name = "warifu-test-\(ProcessInfo.processInfo.processIdentifier)"
    _ = try await Command.succeed("ip", ["netns", "add", self.name])
    for address in Self.addresses {
      _ = try await Command.succeed("ip", ["-n", self.name, "address", "add", "\(address)/32", "dev", "lo"])
    }
    _ = try await Command.succeed("ip", ["-n", self.name, "link", "set", "lo", "up"])
  }

  /// Runs a program inside to its end.
  func run(_ command: [String], environment: [String: String]) async throws -> Command.Result {
    try await Command.run(
      "ip", ["netns", "exec", self.name] + command,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, deadline: .seconds(90))
  }

  func remove() async {
    _ = try? await Command.run("ip", ["netns", "delete", self.name])
  }
}
