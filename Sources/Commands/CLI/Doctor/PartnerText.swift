import Findings
import TLSKeys

/// What is said about a partner's agent.
enum PartnerText {
  static func answers(_ name: String) -> FindingText {
    FindingText("the partner's agent answers, as the pinned one; it calls itself \(name.prefix(100))")
  }

  static let silent = FindingText(
    "the partner's agent does not answer",
    cause: "It does not run now, its address is wrong, or a firewall stands between.",
    consequence:
      "Nothing new is registered with it, and nothing is renewed until it answers; what is published stays good.",
    next: "Check the address; if it stays so for days, ask the partner.")

  static let notPinned = FindingText(
    "what answers at the partner's address shows a certificate that is not pinned",
    cause: "The partner's identity was changed, the address is wrong, or somebody stands between.",
    consequence: "The agents do not speak with each other: nothing is registered or renewed.",
    next: "Ask the partner by another way, by telephone for instance, to read out its pin.")

  static func refusesUs(_ pin: KeyDigest) -> FindingText {
    FindingText(
      "the partner's agent refuses this agent's certificate",
      cause: "The partner has not pinned it, or still has an older one.",
      consequence: "The agents do not speak with each other: nothing is registered or renewed.",
      next: "Send the partner agent.pem, and read out the pin by another way: \(pin.base64URL)")
  }

  static let notAgent = FindingText(
    "what answers at the partner's address is no agent", cause: "The address or the port is that of something else.",
    consequence: "The agents do not speak with each other: nothing is registered or renewed.",
    next: "Correct the partner's `address:`.")

  static func endsSoon(_ left: Int64) -> FindingText {
    FindingText(
      "the partner's certificate in our files ends in \(max(0, left) / 86_400) days",
      cause: "The partner's identity is that old.",
      consequence:
        "If it does not show a newer one of the same key by then, the agents no longer speak with each other.",
      next: "Ask the partner for the next certificate, and name it under `certificates:`.")
  }
}
