import AgentControl
import ArgumentParser
import Foundation
import Settings

/// Where the agent on this machine is asked.
struct AgentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The agent's control socket. (default: $WARIFU_SOCKET, else the agent's configuration, else /run/warifu/warifud.sock)",
      valueName: "path"))
  var socket: String?

  func path() throws -> String {
    if let named = try self.socket ?? Surroundings.socket.value ?? FileDefaults.load().socket { return named }
    let own = UserFolders.current.runtime.map { "\($0)/warifud.sock" }
    return own.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil } ?? "/run/warifu/warifud.sock"
  }

  /// Asks the agent.
  func connected<Result: Sendable>(_ body: @Sendable (ControlClient) async throws -> Result) async throws -> Result {
    let path = try self.path()
    guard FileManager.default.fileExists(atPath: path) else {
      throw Complaint(
        .unknown, code: "agentUnreachable", subject: path, message: "there is no agent's socket at \(path)",
        next: "Start warifud, or name its socket with --socket or WARIFU_SOCKET.")
    }
    return try await ControlClient.connected(to: path, body)
  }
}
