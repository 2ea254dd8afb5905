import ArgumentParser
import Foundation

extension Warifu {
  /// Runs the command that the arguments name, and ends the process with its exit code.
  package static func launch(_ arguments: [String] = Array(CommandLine.arguments.dropFirst())) async -> Never {
    let arguments = DigestArguments.sheltered(arguments)
    do {
      var command = try await self.asyncParseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      Foundation.exit(Outcome.good.rawValue)
    } catch let code as ArgumentParser.ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      Foundation.exit(self.explain(error, arguments).rawValue)
    }
  }

  /// Says what ArgumentParser has to say: help, the version, or what is wrong with the command line.
  private static func explain(_ error: any Error, _ arguments: [String]) -> Outcome {
    let outcome = Outcome(argumentParser: self.exitCode(for: error).rawValue)
    let text = self.fullMessage(for: error)
    if outcome == .usage, self.isForNagios(arguments) {
      // Its collectors read one line from standard output, and take 2 for a failure of what is watched.
      let line = NagiosLine(unknown: self.message(for: error))
      FileHandle.standardOutput.say(line.text + "\n")
      Foundation.exit(line.state.rawValue)
    }
    if outcome == .good {
      FileHandle.standardOutput.say("\(text)\n")
    } else if arguments.prefix(while: { $0 != "--" }).contains("--json") {
      let complaint = Complaint(
        outcome, code: outcome == .usage ? "usage" : "internal", subject: "warifu",
        message: self.message(for: error), next: "Run it with --help.")
      FileHandle.standardOutput.say((try? Report.json(ErrorDocument(complaint))) ?? "")
    } else {
      FileHandle.standardError.say("\(text)\n")
    }
    return outcome
  }

  private static func isForNagios(_ arguments: [String]) -> Bool {
    arguments.first == "monitor" && arguments.prefix(while: { $0 != "--" }).contains("--nagios")
  }
}
