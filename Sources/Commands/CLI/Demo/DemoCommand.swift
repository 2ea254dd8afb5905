import ArgumentParser
import Foundation
import Lab
import Loopback

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show the whole thing work in a world of its own, attacks included.",
    discussion: """
      Starts real name servers, web servers, agents and signing agents on the loopback interface, plays \
      \(Scene.all.count) scenes, each judged by `warifu verify`, and measures how long a registration takes. \
      Nothing is left behind.

      With --keep the world then stays until Ctrl-C, and its world.json says what another program needs in order to be \
      tried in it; with --json too, the document comes first, on standard output, and the rest on standard error. Its folder \
      belongs to you alone, so be the user whose browser is to visit it.

      Exit code: 0 every scene ended as expected; 1 one did not, or the world could not be made; 2 wrong command line, or a \
      program is missing; 130 ended by Ctrl-C, also with --keep.
      """)

  @Flag(help: "Leave the world running until Ctrl-C, and write world.json.")
  var keep = false

  @Option(help: ArgumentHelp("How many registrations to measure.", visibility: .hidden))
  var trials = 200

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...10_000).contains(self.trials) else { throw ValidationError("--trials is a number from 1 to 10000.") }
  }

  func run() async throws {
    let report: DemoReport
    do {
      report = try await self.inWorld { world in
        let report = try await self.play(in: world)
        if self.keep { try await self.keep(world) }
        return report
      }
    } catch {
      let complaint = Self.complaint(error)
      self.output.write(complaint)
      throw ExitCode(complaint.outcome.rawValue)
    }
    if !report.allPassed { throw ExitCode(Outcome.failed.rawValue) }
  }

  private func inWorld<Result: Sendable>(_ body: (World) async throws -> Result) async throws -> Result {
    let output = self.output
    DemoText.opening.forEach(output.progress)
    let world = try await World.start(programs: .find()) { DemoText.narration($0).forEach(output.progress) }
    do {
      let result = try await body(world)
      await world.stop()
      return result
    } catch {
      await world.stop()
      throw error
    }
  }

  /// Ctrl-C ends the children, removes the folder and ends the process.
  private func keep(_ world: World) async throws {
    let lines = DemoText.keeping(try await world.keep(), command: world.exampleCommand)
    if self.output.json {
      FileHandle.standardError.say(Terminal.error.render(lines))
    } else {
      lines.forEach(self.output.progress)
    }
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private func play(in world: World) async throws -> DemoReport {
    let output = self.output
    DemoText.heading.forEach(output.progress)
    let report = try await DemoReport.make(in: world, trials: self.trials) { event in
      switch event {
      case .begins: break
      case .ended(let result): DemoText.lines(result).forEach(output.progress)
      case .registered(0, let trials): DemoText.narration("registering \(trials) times …").forEach(output.progress)
      case .registered: break
      }
    }
    // What was shown as it happened is not shown again, but belongs into a file.
    let table = output.output == nil ? [] : DemoText.heading + report.scenes.flatMap(DemoText.lines)
    try output.write(Report(report, lines: table + DemoText.closing(report, staysOpen: self.keep)))
    return report
  }

  private static func complaint(_ error: any Error) -> Complaint {
    switch error {
    case let error as LabError: Complaint(.failed, code: "demo", subject: "demo", message: error.description)
    case ProcessError.notFound(let program):
      Complaint(
        .usage, code: "programMissing", subject: program, message: "\(ProcessError.notFound(program: program))",
        next: "make setup installs it.")
    case let error as ProcessError: Complaint(.failed, code: "demo", subject: "demo", message: error.description)
    case let error as FolderError: Complaint(.failed, code: "demo", subject: error.path, message: error.description)
    default: Complaint(error)
    }
  }
}
