import DNS
import DNSWire
import Findings

/// What is said about a zone's servers.
enum ServerText {
  static func agree(_ count: Int) -> FindingText {
    FindingText(
      count == 1
        ? "the zone's one server answers over UDP and TCP" : "all \(count) servers answer, and say the same")
  }

  static func silent(_ server: ServerAddress) -> FindingText {
    FindingText(
      "the server \(server) does not answer", cause: "It does not run, or a firewall stands between.",
      consequence: "Nothing that is published counts as confirmed while one server cannot be asked.",
      next: "Start it, open the way to it (UDP and TCP), or take it out of `servers:` if it no longer serves the zone.")
  }

  static func silentOverUDP(_ server: ServerAddress) -> FindingText {
    FindingText(
      "the server \(server) does not answer over UDP", cause: "A firewall drops the queries or the answers.",
      consequence: "Resolvers lose time with it or pass it over, since they ask over UDP first.",
      next: "Open port 53 for UDP, answers of 1232 octets included.")
  }

  static func lame(_ server: ServerAddress, _ zone: DomainName) -> FindingText {
    FindingText(
      "the server \(server) does not serve \(zone)",
      cause: "The zone is not configured there, could not be loaded, or has ended for want of a transfer.",
      consequence: "Resolvers that ask it lose time or fail; nothing that is published counts as confirmed.",
      next:
        "Configure the zone there and look at its log, or take the server out of the zone's NS records and of `servers:`."
    )
  }

  static func withoutTCP(_ server: ServerAddress) -> FindingText {
    FindingText(
      "the server \(server) does not answer over TCP",
      cause: "A firewall stops port 53 over TCP, or the server has no free connections.",
      consequence:
        "Answers over 1232 octets are lost, which those with several keys or with RSA are: hops are stopped.",
      next: "Open TCP to the server's port (RFC 7766 demands it).")
  }

  static func withoutEDNS(_ server: ServerAddress) -> FindingText {
    FindingText(
      "the server \(server) does not know EDNS", cause: "It is very old, or a firewall changes DNS packets.",
      consequence: "It cannot give signatures: all it says is bogus to a validator.",
      next: "Take what stands before it out of the way, or put another server in its place.")
  }

  static func notNamed(_ server: ServerAddress) -> FindingText {
    FindingText(
      "the zone names the server \(server), the configuration does not",
      cause: "A server was added to the zone's NS records after the configuration was written.",
      consequence: "What is published is called established before this server has it.",
      next: "Add it to `servers:` of this zone.")
  }

  static func behind(_ server: ServerAddress, _ serial: UInt32, _ newest: UInt32) -> FindingText {
    FindingText(
      "the server \(server) has an older version of the zone: serial \(serial), another has \(newest)",
      cause: "It is not notified, or the transfer fails (TSIG, ACL, firewall).",
      consequence: "Users are told old keys and withdrawn declarations there, or none; nothing counts as confirmed.",
      next: "Look at NOTIFY and transfers in both servers' logs (`knotc zone-refresh`, `rndc retransfer`).")
  }

  static func keysDiffer(_ one: ServerAddress, _ other: ServerAddress) -> FindingText {
    FindingText(
      "\(one) and \(other) have different DNSKEY records",
      cause: "A secondary signs by itself, or has an old copy of the zone.",
      consequence: "Signatures from one fail with the keys of the other: the zone is bogus now and then.",
      next: "Let one server sign, and the others take over what it signed.")
  }

  static func recordsDiffer(_ owner: DomainName, _ one: ServerAddress, _ other: ServerAddress) -> FindingText {
    FindingText(
      "\(one) and \(other) have different records at \(owner)",
      cause: "Somebody wrote to a secondary, or two primaries serve the zone.",
      consequence: "A hop is verified or stopped by chance, depending on who is asked.",
      next: "Let updates go to one primary, and compare both servers' copies of the zone.")
  }
}
