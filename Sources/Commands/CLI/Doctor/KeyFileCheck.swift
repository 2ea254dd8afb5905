import Agent
import DNSWire
import Findings

/// The file with a TSIG key's secret. That it is this user's alone, and holds a secret, was seen when the configuration was
/// read: one that is not keeps the configuration from being usable.
struct KeyFileCheck: Sendable {
  let publisher: AgentConfiguration.Publisher

  var check: Check {
    let subject = FindingSubject(.installation, self.publisher.keyFile)
    let finding = Finding(
      DoctorCode.tsigKeyFileGood, subject,
      FindingText("the TSIG secret for \(self.publisher.zone) is readable for this user alone"),
      evidence: [
        Evidence("key", "\(self.publisher.key.name), \(self.publisher.key.algorithm.rawValue)"),
        Evidence("zone", "\(self.publisher.zone)"),
      ])
    return Check("the file of the TSIG key", subject, within: .seconds(1)) { [finding] }
  }
}
