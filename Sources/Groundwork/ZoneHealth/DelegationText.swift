import Findings

/// What is said about the chain of trust and the DS record.
enum DelegationText {
  static let secure = FindingText("the chain of trust from the root is secure, says libunbound")

  static let insecure = FindingText(
    "the chain of trust does not reach the zone, says libunbound",
    cause: "The zone is not signed, or its parent has no DS record for it.",
    consequence: "Nothing in the zone is secure: no declaration in it is ever verified.",
    next: "Sign the zone, then have the parent publish the DS record.")

  static let bogus = FindingText(
    "the zone is bogus, says libunbound",
    cause:
      "Signatures and keys do not fit, have ended, or the DS record names another key; the evidence has the reason.",
    consequence:
      "Every validating resolver refuses the zone: its web sites cannot be reached, and every hop is stopped.",
    next: "Put right what the other findings of this zone say; a wrong DS and expired signatures are the usual ones.")

  static let matches = FindingText("the parent's DS record fits a key of the zone")

  static func missing(_ wanted: [String]) -> FindingText {
    FindingText(
      "the parent has no DS record for the zone",
      cause: "It was never given to the registrar, or was taken away.",
      consequence: "Validators take the zone for unsigned: no declaration in it is ever verified.",
      next: self.publish(wanted))
  }

  static func mismatch(_ wanted: [String]) -> FindingText {
    FindingText(
      "no DS record at the parent fits a key of the zone",
      cause: "The zone's key was changed without the parent, or the zone is no longer signed.",
      consequence: "Everything in the zone is bogus to every validating resolver.",
      next: self.publish(wanted))
  }

  static let leftover = FindingText(
    "the parent also has a DS record that fits no key of the zone",
    cause: "A key is being changed, or an old DS record was left behind.",
    consequence: "None while another one fits.",
    next: "When the change of keys is over, have the parent remove it.")

  static func weak(_ wanted: [String]) -> FindingText {
    FindingText(
      "the parent's only fitting DS record has a SHA-1 digest",
      cause: "It is from before SHA-256 was usual.",
      consequence: "Validators that no longer accept SHA-1 take the zone for unsigned.",
      next: self.publish(wanted))
  }

  static let parentInsecure = FindingText(
    "the parent zone is not secure itself",
    cause: "It, or a zone above it, is not signed or has no DS record.",
    consequence: "No chain of trust can reach this zone: no declaration in it is ever verified.",
    next: "Ask the parent's operator to sign it, or use a name below a signed parent.")

  private static func publish(_ wanted: [String]) -> String {
    wanted.isEmpty
      ? "Sign the zone first; then give its DS record to the parent (the registrar)."
      : "Have the parent (the registrar) publish: \(wanted.joined(separator: "; "))"
  }
}
