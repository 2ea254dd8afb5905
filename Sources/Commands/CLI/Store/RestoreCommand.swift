import Agent
import AgentControl
import ArgumentParser
import Foundation

struct RestoreCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the agent's state. The agent must not run.",
    discussion: """
      The state that is there is kept beside it, with the time in its name; one that has changed after the backup was \
      made is replaced with --force only. When the agent starts, it signs every relationship anew, with numbers that no \
      partner has seen, and ends those that were withdrawn since.

        systemctl stop warifud
        sudo -u warifu warifu restore /var/backups/warifu-2026-09-21.sqlite
        systemctl start warifud
      """)

  @Argument(help: "A file that `warifu backup` wrote.", completion: .file()) var file: String
  @Flag(help: "Replace a state that is newer than the backup.") var force = false
  @Option(
    help: ArgumentHelp(
      "The agent's state folder. (default: as the agent's configuration says, else \(AgentConfiguration.standardState))",
      valueName: "folder"))
  var state: String?
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let file: String
    let store: String
    let relationships: Int
    /// Where the state that was there before is kept.
    let replaced: String?
  }

  func report() async throws -> Report {
    let defaults = try FileDefaults.load()
    guard !defaults.isShared || self.state != nil else {
      throw Complaint.usage(
        defaults.file, "\(defaults.file) says that the agent's state is in etcd, which a file cannot take the place of",
        next:
          "Restore etcd's own snapshot; or stop every agent, empty the prefix, restore with --state FOLDER, and move that: warifu store move --to etcd"
      )
    }
    let folder = self.state ?? defaults.state ?? AgentConfiguration.standardState
    let socket = try self.agent.path()
    if FileManager.default.fileExists(atPath: socket),
      (try? await ControlClient.connected(to: socket, { try await $0.status() })) != nil
    {
      throw Complaint(
        .failed, code: "agentRuns", subject: socket, message: "the agent runs: it answers at \(socket)",
        next: "Stop it first: systemctl stop warifud")
    }
    let restore = StoreRestore(
      from: URL(fileURLWithPath: self.file).path, into: URL(fileURLWithPath: folder).path, now: Moment.now)
    let outcome: StoreRestore.Outcome
    do throws(RestoreRefusal) {
      outcome = try await restore.run(force: self.force)
    } catch {
      throw Complaint(.failed, code: error.code, subject: self.file, message: error.message, next: error.next)
    }
    let count = outcome.relationships
    let kept: [Line] = outcome.replaced.map { ["What was there is kept as \($0)"] } ?? []
    return Report(
      Document(
        file: self.file, store: outcome.store, relationships: count, replaced: outcome.replaced),
      lines: ["\(symbol: .good) \(outcome.store, .strong): \(count) relationship\(count == 1 ? "" : "s") restored"]
        + kept + ["Start the agent now: systemctl start warifud"])
  }
}
