import Agent
import AgentControl
import ArgumentParser
import Foundation

struct BackupCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write the agent's state into one file, while the agent runs.",
    discussion: """
      The file holds every relationship with its signatures, and no key. It is made with mode 0600; one that exists is \
      not overwritten. The identity and the configuration in /etc/warifu belong into the same backup.

        warifu backup /var/backups/warifu-$(date +%F).sqlite

      To go back to it: warifu restore FILE
      """)

  @Argument(help: "The file to make.", completion: .file()) var file: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let file: String
    let relationships: Int
    let octets: Int
  }

  func report() async throws -> Report {
    let file = URL(fileURLWithPath: self.file).path
    // Before the agent is asked, so that it does not work for nothing.
    do throws(FileCopy.Failure) {
      try FileCopy.reserve(file)
    } catch {
      throw Complaint(
        .failed, code: error.exists ? "fileExists" : "file", subject: file,
        message: error.exists ? "\(file) exists, and is not overwritten" : "\(file) cannot be made: \(error.reason)",
        next: "Name a new file in a folder that you may write to.")
    }
    do {
      let made = try await self.agent.connected { try await $0.backup(path: "") }
      defer { unlink(made.path) }
      try FileCopy.fill(file, from: made.path)
      let count = made.relationships
      return Report(
        Document(file: file, relationships: count, octets: made.octets),
        lines: [
          "\(symbol: .good) \(file, .strong): \(count) relationship\(count == 1 ? "" : "s"), \(made.octets) octets"
        ])
    } catch {
      unlink(file)
      guard let failure = error as? FileCopy.Failure else { throw error }
      throw Complaint(
        .failed, code: "file", subject: failure.path, message: failure.description,
        next: "Run this as the agent's user or as root.")
    }
  }
}
