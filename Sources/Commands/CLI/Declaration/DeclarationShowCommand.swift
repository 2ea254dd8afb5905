import ArgumentParser
import Declarations
import Foundation
import HopVerifier

struct DeclarationShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Look up what an origin declares about a destination, and show every record.",
    discussion: """
      Asks for the TXT records at <destination>._m2dmrt.<origin>, validates the answer, and shows each record's fields. \
      No site is contacted, so whether the keys are the sites' own is not judged: that is `warifu verify`.

        warifu declaration show shop.example pay.example

      Exit code: 0 both sides' declarations are there and in their time; 3 nothing there, or only part of it; \
      4 bogus, or all records malformed; 5 could not find out; 6 the answer is not signed.
      """)

  @Argument(help: "The host that sends users on.") var origin: String
  @Argument(help: "The host that they are sent to.") var destination: String
  @OptionGroup var resolver: ResolverOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let origin = try HostName.fromPerson(self.origin)
    let destination = try HostName.fromPerson(self.destination)
    guard origin != destination else {
      throw Complaint.usage(
        origin.description, "\(origin) and \(destination) are the same host, which needs no declaration")
    }
    guard let owner = RelationshipNames.declarationOwner(origin: origin, destination: destination) else {
      throw Complaint.usage(
        origin.description, "the declaration's name would have more than 253 octets, so it cannot exist",
        next: "Use shorter host names.")
    }
    let path = try await NamesPath.open(self.resolver)
    let answer = try await TextAnswer.ask(owner, path.names, deadline: self.resolver.deadline.duration)
    let found = FoundDeclarations(answer, origin: origin, destination: destination, now: Moment.now)
    return Report(
      found.document, lines: path.notes.map { "note: \($0)" } + found.lines, outcome: found.outcome.rawValue,
      notes: self.output.json ? path.notes : [])
  }
}
