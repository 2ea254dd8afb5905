import Findings

/// What is said about how a zone proves absence.
enum DenialText {
  static func plain(hashed: Bool) -> FindingText {
    FindingText(
      hashed
        ? "absence is proved by NSEC3 without further iterations, salt and opt-out (RFC 9276)"
        : "absence is proved by NSEC")
  }

  static let missing = FindingText(
    "the zone does not prove absence",
    cause:
      "An answer for a name that does not exist came with neither NSEC nor NSEC3 records: a part of the zone is unsigned.",
    consequence:
      "Validators take the absence of a declaration for bogus, so that even hops nobody declared are stopped.",
    next: "Look at the signer's log; sign the whole zone anew.")

  static func iterations(_ count: UInt16) -> FindingText {
    FindingText(
      "NSEC3 hashes names \(count) times more than needed",
      cause: "The signer's policy is from before RFC 9276, which wants 0 iterations.",
      consequence:
        "It hides nothing more and costs every server and validator; some already treat such proofs as insecure.",
      next: "Set 0 iterations (Knot: `nsec3-iterations: 0`; BIND: `nsec3param iterations 0 optout no salt-length 0;`).")
  }

  static func tooMany(_ count: UInt16) -> FindingText {
    FindingText(
      "NSEC3 hashes names \(count) times more than needed, so that validators no longer believe it",
      cause: "The signer's policy is from before RFC 9276, which wants 0 iterations.",
      consequence: "BIND treats more than 50 as insecure, others refuse to answer: absence is then never secure.",
      next: "Set 0 iterations (Knot: `nsec3-iterations: 0`; BIND: `nsec3param iterations 0 optout no salt-length 0;`).")
  }

  static let salt = FindingText(
    "NSEC3 uses a salt",
    cause: "The signer's policy is from before RFC 9276, which wants none; Knot's default has 8 octets.",
    consequence: "None for users. It hides nothing more, and each change of it signs the whole zone anew.",
    next: "Set an empty salt when you next change the policy (Knot: `nsec3-salt-length: 0`).")

  static let optOut = FindingText(
    "NSEC3 opt-out is on",
    cause: "The signer's policy says so; it is meant for zones with very many unsigned delegations.",
    consequence:
      "Absence is not secure: that a pair is *not* declared, or that a host has no policy, cannot be proved to anyone.",
    next: "Turn it off (Knot: `nsec3-opt-out: off`; BIND: `optout no`; PowerDNS: `pdnsutil set-nsec3 ZONE '1 0 0 -'`).")
}
