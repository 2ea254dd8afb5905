import ArgumentParser
import Declarations
import HopVerifier

struct PolicyShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Look up a host's policy record and those of its parents, and say which one holds.",
    discussion: """
      Asks for the TXT records at _m2dmrt.<host> and at the parents of five to two labels, validates the answers, and \
      shows what they mean for steps from this host and to it.

        warifu policy show shop.example

      Exit code: 0 the policy is known (there may be none); 4 bogus or malformed; 5 could not find out; 6 the answer about \
      the host is not signed.
      """)

  @Argument(help: "The host.") var host: String
  @OptionGroup var resolver: ResolverOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host)
    let path = try await NamesPath.open(self.resolver)
    let deadline = self.resolver.deadline.duration
    var answers: [FoundPolicies.Name] = []
    await withTaskGroup(of: (Int, FoundPolicies.Name)?.self) { group in
      for (index, name) in RelationshipNames.policyHosts(host).enumerated() {
        group.addTask {
          guard let owner = RelationshipNames.policyOwner(name),
            let answer = try? await TextAnswer.ask(owner, path.names, deadline: deadline)
          else { return nil }
          return (index, FoundPolicies.Name(host: name, answer: answer))
        }
      }
      var found: [(Int, FoundPolicies.Name)] = []
      for await answer in group { if let answer { found.append(answer) } }
      answers = found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let found = FoundPolicies(host: host, names: answers)
    return Report(
      found.document, lines: path.notes.map { "note: \($0)" } + found.lines, outcome: found.outcome.rawValue,
      notes: self.output.json ? path.notes : [])
  }
}
