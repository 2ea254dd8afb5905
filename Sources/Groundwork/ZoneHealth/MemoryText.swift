import Findings

/// What is said about TTLs.
enum MemoryText {
  static func good(negative: UInt32) -> FindingText {
    FindingText("nothing is remembered for more than an hour; absence for \(negative) s")
  }

  static func recordLong(_ ttl: UInt32) -> FindingText {
    FindingText(
      "records at `_m2dmrt` names have a TTL of \(ttl) s; 3600 is the most",
      cause: "They were written by hand or by another program.",
      consequence: "A changed key or a withdrawn declaration is seen that much later, and users are stopped meanwhile.",
      next: "Write them again with a TTL of 300 s: `warifu policy set` does so for policy records.")
  }

  static func negativeLong(_ ttl: UInt32) -> FindingText {
    FindingText(
      "absence is remembered for \(ttl) s",
      cause: "The last field of the zone's SOA record, and its TTL, are that large.",
      consequence: "A resolver that asked for a declaration before it was published does not see it for that long.",
      next: "Set the last field of the SOA record to 300–3600 s.")
  }
}
