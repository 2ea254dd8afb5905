import Agent
import ArgumentParser
import Foundation
import Logging

/// The organization's agent.
struct Warifud: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warifud", abstract: "The organization's agent: registers and publishes mutual declarations.",
    version: AgentVersion.current)

  @Option(help: "The configuration file.")
  var config = AgentProgram.standardConfiguration

  @Flag(help: "Read the configuration and every file it names, say what is wrong, and end.")
  var check = false

  func run() async throws {
    let status = await AgentProgram.run(configuration: self.config, checkOnly: self.check)
    guard status == 0 else { throw ExitCode(status) }
  }
}

do {
  var command = try Warifud.parseAsRoot()
  if var asynchronous = command as? any AsyncParsableCommand {
    try await asynchronous.run()
  } else {
    try command.run()
  }
} catch {
  let code = Warifud.exitCode(for: error)
  if error is ExitCode { exit(code.rawValue) }
  let text = Warifud.fullMessage(for: error)
  FileHandle(fileDescriptor: code.isSuccess ? STDOUT_FILENO : STDERR_FILENO).write(Data((text + "\n").utf8))
  // Wrong usage is 2 in all of Warifu's programs.
  exit(code == .validationFailure ? 2 : code.rawValue)
}
