import Agent
import ArgumentParser
import Foundation
import Settings

struct ConfigCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read configuration files as the programs do, with all they name, and say what is wrong.",
    discussion: """
      Takes the agent's file (warifud.yaml) and the signing agent's (signer.yaml) and finds out which is which. Unknown \
      keys, missing files, wrong types, weak keys, expired certificates and key files that others can read are named with \
      file, line and key: of each section, host, partner and publisher the first fault, and of the signing agent's key \
      files every one. Nothing is changed or contacted. Run it as the user who runs the program.

        warifu config check
        warifu config check ./warifud.yaml ./signer.yaml

      Exit code: 0 all good; 2 something is wrong; 3 there are only warnings.
      """)

  @Argument(
    help: ArgumentHelp(
      "The files. (default: $WARIFU_CONFIG, else /etc/warifu/warifud.yaml and /etc/warifu/signer.yaml, those that exist)",
      valueName: "file"))
  var files: [String] = []

  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let files: [ConfigCheck]
  }

  func report() async throws -> Report {
    let checks = try self.named().map { ConfigCheck($0, now: Moment.now) }
    return Report(
      Document(files: checks), lines: checks.flatMap(\.lines),
      outcome: ([Outcome.usage, .warning].first { checks.map(\.outcome).contains($0) } ?? .good).rawValue)
  }

  private func named() throws(Complaint) -> [String] {
    if !self.files.isEmpty { return self.files }
    if let named = Surroundings.config.value { return [named] }
    let usual = [
      UserFolders.current.configuration + "/warifud.yaml", UserFolders.current.configuration + "/signer.yaml",
      AgentConfiguration.standardPath, "/etc/warifu/signer.yaml",
    ]
    let found = usual.filter { FileManager.default.fileExists(atPath: $0) }
    guard !found.isEmpty else {
      throw .usage(
        AgentConfiguration.standardPath, "there is no configuration at the usual places",
        next: "Name the file to check.")
    }
    return found
  }
}
