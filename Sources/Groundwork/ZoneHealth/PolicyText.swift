import Declarations
import Findings

/// What is said about a host's policy record.
enum PolicyText {
  private static let unsigned =
    "Partners' agents sign nothing for this host, so no relationship of it can be made or renewed."

  static func good(_ record: PolicyRecord) -> FindingText {
    FindingText(
      "the policy record names this agent; p=\(record.origin.rawValue), in=\(record.destination.rawValue)")
  }

  static func missing(_ host: HostName) -> FindingText {
    FindingText(
      "the host has no policy record", cause: "None was published yet, or it was removed.", consequence: self.unsigned,
      next: "Run: warifu policy set \(host)")
  }

  static let insecure = FindingText(
    "the policy record is not secure", cause: "The zone is not signed, or has no DS record, or uses NSEC3 opt-out.",
    consequence: Self.unsigned, next: "See the findings of the zone.")

  static let bogus = FindingText(
    "the policy record is bogus",
    cause: "Its signature, or a key above it, does not hold; the evidence has the reason.",
    consequence: Self.unsigned + " Clients stop every hop to and from it.", next: "See the findings of the zone.")

  static func malformed(_ host: HostName) -> FindingText {
    FindingText(
      "the policy record is malformed", cause: "It was written by hand or by another program.",
      consequence: self.unsigned + " Clients pass over it, as if there were none.",
      next: "Run: warifu policy set \(host)")
  }

  static func several(_ count: Int, _ host: HostName) -> FindingText {
    FindingText(
      "the host has \(count) policy records", cause: "Two programs, or a person and a program, wrote one each.",
      consequence: self.unsigned + " Clients pass over all of them.", next: "Run: warifu policy set \(host)")
  }

  static func nobody(_ host: HostName) -> FindingText {
    FindingText(
      "the policy record names no agent", cause: "It was written without `m=`.", consequence: self.unsigned,
      next: "Run: warifu policy set \(host)")
  }

  static func others(_ count: Int, _ host: HostName) -> FindingText {
    FindingText(
      "the policy record names \(count == 1 ? "another agent" : "\(count) other agents"), and not this one",
      cause: "This agent's identity was made anew or changed, or another organization's agent speaks for the host.",
      consequence: self.unsigned,
      next: "If the host is yours, run: warifu policy set \(host); if not, take it out of `hosts:`.")
  }
}
