import Findings
import Settings

/// Does the host answer when it is started as a browser would, and can it ask the DNS?
struct HostCheck: Sendable {
  let host: String
  let caller: [String]
  /// The host's file of settings.
  let settings: String

  private var subject: FindingSubject { FindingSubject(.installation, self.host) }

  var check: Check {
    Check("the native host", self.subject, within: .seconds(15)) {
      self.findings(await HostGreeting.of(self.host, caller: self.caller))
    }
  }

  private func findings(_ greeting: HostGreeting) -> [Finding] {
    switch greeting {
    case .answer(let answer): [self.version(answer), self.path(answer)]
    case .refusal(let reason): [self.finding(.hostRefuses, HostText.refuses, [Evidence("answer", reason)])]
    case .nonsense(let said): [self.finding(.hostNotOurs, HostText.notOurs, [Evidence("answer", said)])]
    case .ended(let errors):
      [
        self.finding(
          .hostSilent, HostText.ended, [Evidence("errors", errors.isEmpty ? "none" : String(errors.prefix(500)))])
      ]
    case .silent:
      [self.finding(.hostSilent, HostText.silent, [Evidence("waited", "\(HostGreeting.patience / .seconds(1)) s")])]
    case .notStarted(let reason): [self.finding(.hostSilent, HostText.notStarted, [Evidence("reason", reason)])]
    }
  }

  private func version(_ answer: HostGreeting.Answer) -> Finding {
    let evidence =
      [Evidence("version", answer.version), Evidence("own version", ProductVersion.current)]
      + answer.notes.map { Evidence("note", $0) }
    return answer.version == ProductVersion.current
      ? self.finding(.hostAnswers, HostText.answers(answer.version), evidence)
      : self.finding(.hostOtherVersion, HostText.otherVersion, evidence)
  }

  private func path(_ answer: HostGreeting.Answer) -> Finding {
    let evidence =
      [Evidence("resolver", answer.resolver)] + (answer.instead.map { [Evidence("asked instead", $0)] } ?? [])
      + (answer.reason.map { [Evidence("reason", $0)] } ?? [])
    switch answer.path {
    case "validates": return self.finding(.hostValidates, HostText.validates, evidence)
    case "stripsDNSSEC":
      guard let instead = answer.instead else {
        return self.finding(.hostStripsDNSSEC, HostText.stripsDNSSEC, evidence)
      }
      return self.finding(.hostAsksInstead, HostText.asksInstead(instead, settings: self.settings), evidence)
    case "wrongClock": return self.finding(.hostWrongClock, HostText.wrongClock, evidence)
    default: return self.finding(.hostUnreachable, HostText.unreachable, evidence)
    }
  }

  private func finding(_ code: BrowserCode, _ text: FindingText, _ evidence: [Evidence]) -> Finding {
    Finding(code, self.subject, text, evidence: evidence)
  }
}
