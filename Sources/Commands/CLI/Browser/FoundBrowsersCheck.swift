import Findings

/// Is there a browser that can start a native host?
struct FoundBrowsersCheck: Sendable {
  let found: FoundBrowsers

  var check: Check {
    Check("the browser", self.subject, within: .seconds(15)) { await self.findings() }
  }

  private var subject: FindingSubject { FindingSubject(.installation, self.found.browser.title) }

  private func findings() async -> [Finding] {
    let (title, confined) = (self.found.browser.title, self.found.confined)
    let places = confined.map { Evidence($0.kind.rawValue, $0.place) }
    var findings: [Finding] = []
    for (version, programs) in await self.versions() {
      findings.append(
        Finding(
          BrowserCode.browserFound, self.subject, BrowserText.found(title),
          evidence: programs.map { Evidence("program", $0) } + [Evidence("version", version)]))
    }
    if self.found.areAllConfined {
      findings.append(Finding(BrowserCode.browserConfined, self.subject, BrowserText.confined(title), evidence: places))
    } else if !confined.isEmpty {
      findings.append(
        Finding(BrowserCode.browserConfinedToo, self.subject, BrowserText.confinedToo(title), evidence: places))
    } else if self.found.ordinary.isEmpty {
      let names = Evidence("looked for", self.found.browser.programs.joined(separator: ", "))
      findings.append(
        Finding(BrowserCode.browserNotFound, self.subject, BrowserText.notFound(title), evidence: [names]))
    }
    return findings
  }

  /// Two programs of one version are, as a rule, one browser and a script that starts it.
  private func versions() async -> [(version: String, programs: [String])] {
    var versions: [(version: String, programs: [String])] = []
    for program in self.found.ordinary {
      let version = await BrowserVersion.of(program)?.text ?? "not told"
      if let place = versions.firstIndex(where: { $0.version == version }) {
        versions[place].programs.append(program)
      } else {
        versions.append((version, [program]))
      }
    }
    return versions
  }
}
