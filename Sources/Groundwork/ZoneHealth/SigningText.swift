import Findings

/// What is said about a zone's keys and signatures.
enum SigningText {
  static func signed(_ keys: Int) -> FindingText {
    FindingText("the zone is signed, with \(keys) key\(keys == 1 ? "" : "s")")
  }

  static let unsigned = FindingText(
    "the zone is not signed with DNSSEC",
    cause: "No server has a DNSKEY record for it.",
    consequence: "Nothing in it can be secure, so that no declaration in it is ever verified.",
    next: """
      Sign it (Knot: `dnssec-signing: on`; BIND: `dnssec-policy default;`; PowerDNS: `pdnsutil secure-zone`), then have its \
      parent publish the DS record.
      """)

  static let missing = FindingText(
    "the zone has keys, but its records are not signed",
    cause: "The keys were published before the zone was signed, or a server serves an unsigned copy.",
    consequence: "With a DS record at the parent everything in the zone is bogus; without one it is insecure.",
    next: "Look into the log of the server that signs the zone.")

  static func fresh(_ first: SeenSignature, now: Int64) -> FindingText {
    FindingText("the signature that ends first holds for another \(self.span(first.end - now))")
  }

  static func endSoon(_ first: SeenSignature, now: Int64) -> FindingText {
    FindingText(
      "signatures end in \(self.span(first.end - now)), after a lifetime of \(self.span(first.lifetime))",
      cause:
        "The signer should have renewed them by now: it does not run, cannot write, or a secondary gets no updates.",
      consequence: "When they end, everything they cover is bogus, and every hop that asks for it is stopped.",
      next:
        "Look at the signer's log, and at the zone's transfers; renew the signatures now (`knotc zone-sign`, `rndc sign`)."
    )
  }

  static func expired(_ first: SeenSignature, now: Int64) -> FindingText {
    FindingText(
      "signatures have ended, the first \(self.span(now - first.end)) ago",
      cause: "The signer no longer renews them, or a secondary no longer gets the zone; or our clock is ahead.",
      consequence: "What they cover is bogus: validators refuse it, and every hop that asks for it is stopped.",
      next:
        "Sign the zone anew (`knotc zone-sign`, `rndc sign`, `pdnsutil rectify-zone`), and see to why it did not happen."
    )
  }

  static func early(_ first: SeenSignature, now: Int64) -> FindingText {
    FindingText(
      "signatures begin only in \(self.span(first.begin - now))",
      cause: "The signer's clock is ahead of ours, or ours is behind.",
      consequence: "Until then validators refuse what they cover as bogus.",
      next: "Compare both machines' clocks (`timedatectl`).")
  }

  static func long(_ first: SeenSignature) -> FindingText {
    FindingText(
      "signatures hold for \(self.span(first.lifetime))",
      cause: "The signer's policy says so.",
      consequence: "A withdrawn declaration can be replayed to a client until its signature ends.",
      next:
        "Where withdrawal must count sooner, delegate `_m2dmrt` as a zone of its own with a lifetime of a day or two.")
  }

  /// The largest unit of which there are two.
  static func span(_ seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "days"), (3_600, "hours"), (60, "minutes")]
    guard let unit = units.first(where: { seconds >= 2 * $0.0 }) else { return "\(seconds) s" }
    return "\(seconds / unit.0) \(unit.1)"
  }
}
