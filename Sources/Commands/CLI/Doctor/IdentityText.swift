import Findings

/// What is said about the agent's certificate.
enum IdentityText {
  static func good(_ left: Int64) -> FindingText {
    FindingText("the agent's certificate is valid for another \(left / 86_400) days")
  }

  static func endsSoon(_ left: Int64) -> FindingText {
    FindingText(
      left < 0 ? "the agent's certificate has ended" : "the agent's certificate ends in \(left / 86_400) days",
      cause: "It was made that long ago; nobody renews it by itself.",
      consequence: "From then on every partner refuses the agent: nothing is registered or renewed any more.",
      next:
        "Make the next one, send it to all partners, and change when they have it: docs/operations.md, \"The agent's identity\"."
    )
  }
}
