import Agent
import AgentControl
import AgentStore
import ArgumentParser
import EtcdStore
import Foundation

struct StoreMoveCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Copy everything the agent knows from its own file to etcd, or back.",
    discussion: """
      For an organization that outgrows one machine, or no longer needs several. Every agent must be stopped; none can begin \
      on etcd while it is copied. The agent's configuration must name the etcd (`store:`), in both directions, and the command is \
      run as the agent's user on the machine whose file is meant. What was written is read back and compared. A target that holds \
      something else is left as it is; a copy that was interrupted is finished by the same command. The source is not changed.

        warifu store move --to etcd
        warifu store move --to sqlite

      Exit code: 0 everything is there; 1 refused (an agent runs, the target is not empty) or failed; 2 configuration; \
      5 a store could not be reached.
      """)

  @Option(help: ArgumentHelp("etcd or sqlite.", valueName: "store"))
  var to: Kind

  @OptionGroup var output: OutputOptions

  enum Kind: String, CaseIterable, ExpressibleByArgument, Encodable, Sendable {
    case etcd
    case sqlite
  }

  private struct Document: Encodable, Sendable {
    let schema = 1
    let from: String
    let to: String
    let relationships: Int
    let words: Int
    /// Whether everything was there already.
    let wasThere: Bool
  }

  func report() async throws -> Report {
    let configuration = try Self.ofTheAgent()
    guard case .etcd(let settings) = configuration.store else {
      throw Complaint.usage(
        configuration.file, "\(configuration.file) names no etcd",
        next: "Write store: { etcd: { endpoints: […] } } there, also to move away from it.")
    }
    guard !ControlClient.isAgentPresent(at: configuration.socket) else {
      throw Complaint(
        .failed, code: "agentRuns", subject: configuration.socket, message: "an agent runs at \(configuration.socket)",
        next: "Stop it: systemctl stop warifud")
    }
    let file = configuration.storeFile
    guard self.to == .sqlite || FileManager.default.fileExists(atPath: file) else {
      throw Complaint(
        .failed, code: "noStore", subject: file, message: "there is no store at \(file), so there is nothing to move",
        next: "Run this on the machine where the agent has worked until now, as its user.")
    }
    let (target, output) = (self.to, self.output)
    let outcome = try await SharedStore.withSoleUse(settings) { shared in
      let own = try SQLiteStore(path: file)
      let copy = target == .etcd ? StoreCopy(from: own, to: shared) : StoreCopy(from: shared, to: own)
      return try await copy.run { written, all in
        if written % 1000 == 0 { output.progress("  \(written) of \(all) relationships written") }
      }
    }
    let (from, to) = self.to == .etcd ? (file, settings.place) : (settings.place, file)
    return Report(
      Document(
        from: from, to: to, relationships: outcome.relationships, words: outcome.words, wasThere: outcome.wasThere),
      lines: self.lines(outcome, to, configuration, settings))
  }

  private func lines(
    _ outcome: StoreCopy.Outcome, _ place: String, _ configuration: AgentConfiguration, _ settings: EtcdSettings
  ) -> [Line] {
    let number = outcome.relationships
    let count = "\(number) relationship\(number == 1 ? "" : "s")"
    let done: Line =
      outcome.wasThere
      ? "\(symbol: .good) \(count) were in \(place) already"
      : "\(symbol: .good) \(count) are in \(place), read back and compared"
    switch self.to {
    case .etcd:
      return [
        done, "Now start warifud, on each machine that shall take part.",
        "The file \(configuration.storeFile) is used no more: put it away, so that nobody starts from it by mistake.",
      ]
    case .sqlite:
      return [
        done, "Now remove store: from \(configuration.file), and start warifud on this machine alone.",
        "What is in etcd is used no more: etcdctl del --prefix '\(settings.prefix)'",
      ]
    }
  }

  private static func ofTheAgent() throws -> AgentConfiguration {
    let file = try FileDefaults.load().file
    guard !file.isEmpty else {
      throw Complaint.usage(
        AgentConfiguration.standardPath, "there is no configuration of an agent at the usual places that you may read",
        next: "Run this as the agent's user, or name the file in WARIFU_CONFIG.")
    }
    return try AgentConfiguration.load(file, now: Moment.now)
  }
}
