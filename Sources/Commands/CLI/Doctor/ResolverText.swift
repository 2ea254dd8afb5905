import Findings

/// What is said about the resolvers' paths.
enum ResolverText {
  static let good = FindingText("DNSSEC can be validated over it")

  static let strips = FindingText(
    "DNSSEC cannot be validated over this resolver",
    cause: "It leaves out signatures, as old routers do, or the trust anchor is not that of the root it reaches.",
    consequence: "All that the agent looks up there is bogus: it registers and confirms nothing.",
    next: "Name another resolver, or `recursive`, under `resolver:`; check `trustAnchor:`.")
}
