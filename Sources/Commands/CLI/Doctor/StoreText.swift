import Findings

/// What is said about the agent's state.
enum StoreText {
  static let good = FindingText("the agent's state is its user's alone")

  static let notMade = FindingText(
    "the agent has no state yet", cause: "warifud has never run with this configuration.",
    consequence: "None: it makes its folder and file when it starts first.",
    next: "Start warifud, if it should run by now.")

  static func exposed(_ paths: [String]) -> FindingText {
    FindingText(
      "others can get at the agent's state", cause: "The files were restored or copied with a wider mode.",
      consequence: "Others could read or change which relationships there are; warifud refuses to start with it.",
      next: "Run: chmod go= \(paths.joined(separator: " "))")
  }
}
