import DNS
import DNSWire
import Declarations

/// The names that one hop's verdict needs, asked at once.
struct HopLookups: Sendable {
  let origin: HostName?
  let destination: HostName?
  let deadline: Duration

  init(_ hop: Hop, deadline: Duration) {
    self.origin = hop.origin.name
    self.destination = hop.destination.name
    self.deadline = deadline
  }

  /// What came back, still without what a memory adds.
  struct Answers: Sendable {
    var declaration: HopEvidence.DeclarationAnswer
    var originPolicies: [(host: HostName, answer: DNSAnswer)]
    var destinationPolicy: (host: HostName, answer: DNSAnswer)?
  }

  /// The owner names of all lookups.
  var owners: [String] {
    var owners: [String] = []
    if let origin, let destination,
      let owner = RelationshipNames.declarationOwner(origin: origin, destination: destination)
    {
      owners.append(owner)
    }
    let hosts = (self.origin.map(RelationshipNames.policyHosts) ?? []) + (self.destination.map { [$0] } ?? [])
    return owners + hosts.compactMap(RelationshipNames.policyOwner)
  }

  func ask(_ names: any NameLookup) async -> Answers {
    async let declaration = self.declaration(names)
    async let destinationPolicy = self.policy(self.destination, names)
    let hosts = self.origin.map(RelationshipNames.policyHosts) ?? []
    let originPolicies = await withTaskGroup(of: (Int, DNSAnswer).self) { group in
      for (index, host) in hosts.enumerated() {
        group.addTask { (index, await self.texts(RelationshipNames.policyOwner(host), names)) }
      }
      var answers = hosts.map { (host: $0, answer: DNSAnswer.absent(ttl: 0)) }
      for await (index, answer) in group { answers[index].answer = answer }
      return answers
    }
    return Answers(
      declaration: await declaration, originPolicies: originPolicies, destinationPolicy: await destinationPolicy)
  }

  private func declaration(_ names: any NameLookup) async -> HopEvidence.DeclarationAnswer {
    guard let origin, let destination else { return .noName }
    guard let owner = RelationshipNames.declarationOwner(origin: origin, destination: destination) else {
      return .nameTooLong
    }
    return .answer(await self.texts(owner, names))
  }

  private func policy(_ host: HostName?, _ names: any NameLookup) async -> (host: HostName, answer: DNSAnswer)? {
    guard let host else { return nil }
    return (host, await self.texts(RelationshipNames.policyOwner(host), names))
  }

  /// - Parameter owner: nil for a name that cannot exist, which is as good as securely absent.
  private func texts(_ owner: String?, _ names: any NameLookup) async -> DNSAnswer {
    guard let owner, let name = try? DomainName(owner) else { return .absent(ttl: UInt32.max) }
    return DNSAnswer(await names.lookup(name, .txt, deadline: self.deadline))
  }
}
