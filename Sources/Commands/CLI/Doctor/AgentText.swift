import AgentControl
import Findings

/// What is said about the running agent.
enum AgentText {
  static func running(_ status: AgentStatus) -> FindingText {
    let relationships = status.relationships.values.reduce(0, +)
    return FindingText("warifud \(status.version) runs, with \(relationships) relationships")
  }

  static let notRunning = FindingText(
    "warifud does not run", cause: "It was not started, or it ended; its log says why.",
    consequence: "Nothing is registered, and nothing is renewed: declarations end by themselves after 14 days at most.",
    next: "Start it: `systemctl start warifud`, and look into `journalctl -u warifud`.")

  static let otherIdentity = FindingText(
    "warifud runs with another identity than the configuration names",
    cause: "The identity was changed after it was started, or another warifud listens at this socket.",
    consequence: "Partners that have pinned the new certificate refuse it; policy records may name the wrong agent.",
    next: "Start it anew: `systemctl restart warifud`.")
}
