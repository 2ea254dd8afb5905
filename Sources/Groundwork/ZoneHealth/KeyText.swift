import DNSWire
import Findings

/// What is said about where a TSIG key may write.
enum KeyText {
  // What became of a record, as evidence.
  static let deleted = "a TXT record was written, seen, and deleted again at once"
  static let stays = "a TXT record was written, and could not be deleted again"
  static let ignored = "NOERROR, but the record was not written"

  static func confined(_ count: Int) -> FindingText {
    FindingText("the TSIG key may write at \(count) `_m2dmrt` name\(count == 1 ? "" : "s"), and not elsewhere")
  }

  static let ownZone = FindingText("the TSIG key may write, and the zone is for declarations alone")

  static let tooWide = FindingText(
    "the TSIG key may write outside of `_m2dmrt`",
    cause: "The server's rule for the key names the whole zone.",
    consequence:
      "Whoever takes over the agent can change every name in the zone, and have certificates issued for its hosts.",
    next: """
      Confine it to TXT records at and below `_m2dmrt` (Knot: `update-owner-name`; BIND: `update-policy`; PowerDNS: a Lua \
      policy): docs/operations.md, "The zone and its TSIG key".
      """)

  static func cannotWrite(_ place: DomainName) -> FindingText {
    FindingText(
      "the TSIG key may not write at \(place)",
      cause:
        "The server does not know the key by this name, or its rule leaves this name out (Knot says BADKEY to both).",
      consequence: "Neither the host's policy record nor a declaration of it can be published.",
      next: "Compare the key's name with the server's; name \(place) in its rule for the key.")
  }

  static let secretDiffers = FindingText(
    "the server finds the TSIG key's signature wrong",
    cause: "Secret or algorithm differ between the agent's file and the server's configuration.",
    consequence: "Nothing can be published.",
    next: "Put the same secret in both places, and see that `algorithm:` is the server's.")

  static func left(_ name: DomainName) -> FindingText {
    FindingText(
      "a record written to test the key is still there",
      cause: "The server took the record, but did not confirm that it deleted it.",
      consequence: "None: it is a TXT record that nobody asks for.", next: "Delete \(name) TXT by hand.")
  }
}
