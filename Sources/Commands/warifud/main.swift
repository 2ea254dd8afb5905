import Agent
import ArgumentParser
import Foundation
import Logging
import Settings

/// The organization's agent.
struct Warifud: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warifud", abstract: "The organization's agent: registers and publishes mutual declarations.",
    version: ProductVersion.current)

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
  try await Warifud.parse().run()
} catch let code as ExitCode {
  exit(code.rawValue)
} catch {
  let isHelp = Warifud.exitCode(for: error) == .success
  let output = isHelp ? FileHandle.standardOutput : FileHandle.standardError
  output.write(Data((Warifud.fullMessage(for: error) + "\n").utf8))
  // Wrong usage is 2 in all of Warifu's programs.
  exit(isHelp ? 0 : 2)
}
