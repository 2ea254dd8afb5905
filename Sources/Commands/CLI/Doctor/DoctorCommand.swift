import Agent
import ArgumentParser
import Findings
import Foundation
import Settings

struct DoctorCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Examine this installation and the ground it stands on, and say what to do about what is wrong.",
    discussion: """
      Reads the agent's configuration and looks at everything it names: identity, key files and state; every zone that is \
      written into (signatures, chain of trust, NSEC3, TTLs, all its servers, what its TSIG key may do); each host's policy \
      record and signing agent; each partner; this machine's clock. Run it as the agent's user, before the first \
      declaration and whenever something is strange.

        warifu doctor
        warifu doctor --all
        warifu doctor --json | jq '.findings[] | select(.severity == "failure")'

      Whether the TSIG key is confined is seen by trying what must be refused. Where that is not refused at once, a TXT record \
      at a random name (warifu-probe-…) is written and deleted again.

      Every finding has a code; docs/findings.md explains them.

      Exit code: 0 all is well; 1 something fails; 2 the configuration cannot be used; 3 a warning; 5 nothing worse than that \
      something could not be tested.
      """)

  @Option(
    help: ArgumentHelp(
      "The agent's configuration. (default: $WARIFU_CONFIG, else your own warifud.yaml, else /etc/warifu/warifud.yaml)",
      valueName: "file"))
  var config: String?

  @Flag(help: "Show also what is good, with what it rests on.")
  var all = false

  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let file = self.file
    let configuration: AgentConfiguration
    do throws(SettingsError) {
      configuration = try AgentConfiguration.load(file, now: Moment.now)
    } catch {
      return self.report(file, [ConfigurationFault.finding(error)], outcome: Outcome.usage.rawValue)
    }
    return self.report(file, await Doctor(configuration: configuration, now: { Moment.now }).findings())
  }

  private func report(_ file: String, _ findings: [Finding], outcome: Int32? = nil) -> Report {
    let report = FindingReport(file, at: Moment.now, findings)
    return Report(
      report, lines: FindingLines(report: report, showsAll: self.all).lines, outcome: outcome ?? report.exitCode)
  }

  private var file: String {
    if let named = self.config ?? Surroundings.config.value { return named }
    let own = UserFolders.current.configuration + "/warifud.yaml"
    return FileManager.default.isReadableFile(atPath: own) ? own : AgentConfiguration.standardPath
  }
}
