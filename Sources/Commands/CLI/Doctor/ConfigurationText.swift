import Agent
import Declarations
import Findings
import Settings

/// What is said about the configuration file.
enum ConfigurationText {
  static func good(_ configuration: AgentConfiguration) -> FindingText {
    FindingText(
      """
      the configuration of \(configuration.organization) can be read, and all it names: \
      \(self.count(configuration.hosts.count, "host")), \(self.count(configuration.partners.count, "partner")), \
      \(self.count(configuration.publishers.count, "zone"))
      """)
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  static func unusable(_ error: SettingsError) -> FindingText {
    FindingText(
      "\(error.key.isEmpty ? "the configuration" : error.key) \(error.problem)",
      cause:
        "The file, or one that it names, is missing, is not readable for this user, or does not say what it should.",
      consequence: "warifud does not start, and nothing else could be examined.",
      next: error.next.isEmpty ? "Put it right; `warifu config check` says whether it is." : error.next)
  }

  static func withoutZone(_ host: HostName) -> FindingText {
    FindingText(
      "the agent writes into no zone above \(host)",
      cause: "`publishers:` names no zone that holds the host's name.",
      consequence:
        "The host can be a destination, if somebody else publishes its policy record; it cannot be an origin.",
      next: "Add its zone under `publishers:` if that is not meant.")
  }
}
