import Findings
import SigningService

/// What is said about a host's signing agent.
enum SignerText {
  private static let nothing = "Nothing can be signed for this host: no relationship of it is made or renewed."

  static func ready(_ count: Int) -> FindingText {
    FindingText("the signing agent answers, and holds \(count) key\(count == 1 ? "" : "s") for the host")
  }

  static let down = FindingText(
    "the signing agent does not run", cause: "It was not started, it ended, or this user may not open its socket.",
    consequence: Self.nothing,
    next: "Start it: `systemctl start warifu-signer`, and look into its log; `user:` in signer.yaml must be this user.")

  static func refuses(_ refusal: SigningRefusal) -> FindingText {
    FindingText(
      "the signing agent refuses to name its keys for the host: \(refusal.message)",
      cause: "Its own file, signer.yaml, does not allow it.", consequence: self.nothing,
      next: refusal.next.isEmpty ? "Name the host in signer.yaml." : refusal.next)
  }

  static let withoutKey = FindingText(
    "the signing agent holds no key for the host that can be used",
    cause: "The key's file is missing, can be read by others, or is of a kind that cannot sign declarations.",
    consequence: Self.nothing, next: "Look at it as its user: warifu config check /etc/warifu/signer.yaml")

  static let differs = FindingText(
    "the certificate that the configuration names is of another key than the signing agent's",
    cause: "The web server's key was changed in one place only.",
    consequence: "What is signed is for a key that users do not see: their hops are stopped.",
    next: "Put the same certificate and key in both places.")

  static func endsSoon(_ left: Int64) -> FindingText {
    FindingText(
      "the host's certificate ends in \(left / 86_400) days", cause: "Its renewal (certbot) is late.",
      consequence: "A declaration never outlives the certificate of its signer; the web site itself ends then, too.",
      next: "Look at the renewal: `certbot renew --dry-run`.")
  }

  static let ended = FindingText(
    "the host's certificate has ended", cause: "It was not renewed, or the new one was not put in the signer's folder.",
    consequence: Self.nothing, next: "Renew it, and put certificate and key in the signing agent's folder.")
}
