import ArgumentParser
import Declarations

/// An origin and a destination, as a person names them.
struct PairArguments: ParsableArguments {
  @Argument(help: "The host that sends users on.") var origin: String
  @Argument(help: "The host that they are sent to.") var destination: String

  func pair() throws -> NamedPair { try NamedPair(self.origin, self.destination) }
}

/// Two different hosts.
struct NamedPair: Hashable, Sendable {
  let origin: String
  let destination: String

  init(_ origin: String, _ destination: String) throws {
    self.origin = try HostName.fromPerson(origin).description
    self.destination = try HostName.fromPerson(destination).description
    guard self.origin != self.destination else {
      throw Complaint.usage(self.origin, "\(self.origin) is named twice: a host needs no relationship with itself")
    }
  }
}
