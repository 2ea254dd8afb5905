import ArgumentParser
import Findings

struct BrowserDoctorCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Examine whether a browser can ask Warifu, and say what to do about what is wrong.",
    discussion: """
      Looks at the browsers there are, the native manifest, the host (which is started and greeted as a browser would), its \
      settings and what it has learnt, its way to the DNS; with Firefox also at the extension in the profile that it opens \
      by itself, and at the rule that holds for unsigned extensions.

        warifu browser doctor
        warifu browser doctor --all --browser chromium

      Every finding has a code; docs/findings.md explains them.

      Exit code: 0 all is well; 1 something fails; 2 browser.yaml cannot be used; 3 a warning; 5 nothing worse than that \
      something could not be tested.
      """)

  @OptionGroup var options: BrowserOptions

  @Option(
    help: ArgumentHelp(
      "For Chromium and Chrome: the extension that the manifest must allow. (default: any)", valueName: "id"))
  var extensionID: ExtensionID?

  @Flag(help: "Show also what is good, with what it rests on.") var all = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard self.options.browser != .firefox || self.extensionID == nil else {
      throw ValidationError("--extension-id goes with --browser chromium or chrome: for Firefox it is fixed.")
    }
  }

  func report() async throws -> Report {
    let browser = self.options.browser
    let doctor = BrowserDoctor(browser: browser, extensionID: self.extensionID, places: .current)
    let report = FindingReport(browser.title, at: Moment.now, await doctor.findings())
    let isUnusable = report.findings.contains { $0.code == BrowserCode.browserSettingsUnusable.rawValue }
    return Report(
      report, lines: FindingLines(report: report, showsAll: self.all).lines,
      outcome: isUnusable ? Outcome.usage.rawValue : report.exitCode)
  }
}
