import Findings

/// What is said about clocks.
enum ClockText {
  static func words(_ difference: Int64) -> String {
    difference == 0
      ? "the same as ours" : "\(abs(difference)) s \(difference > 0 ? "ahead of" : "behind") ours"
  }

  static func agrees(_ count: Int) -> FindingText {
    FindingText("our clock agrees with \(count) other\(count == 1 ? "" : "s") to within \(ClockRules.tolerance) s")
  }

  static func off(by difference: Int64) -> FindingText {
    FindingText(
      "our clock is about \(abs(difference)) s \(difference > 0 ? "slow" : "fast")",
      cause: "Time synchronization does not run on this machine, or cannot reach its servers.",
      consequence: """
        Name servers refuse our updates, partners refuse our signatures, and declarations begin and end at the wrong time.
        """,
      next: "Look at `timedatectl` and at the NTP client (chrony, systemd-timesyncd); then run this again.")
  }

  static func differs(_ reading: ClockReading) -> FindingText {
    FindingText(
      "the clock of \(reading.source) is \(self.words(reading.difference))",
      cause: "That machine's clock is wrong: the others agree with ours.",
      consequence: "What it signs or checks by time is refused by one side or the other.",
      next: "Ask whoever runs it to look at its time synchronization.")
  }
}
