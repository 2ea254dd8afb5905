import DNS
import DNSWire
import Declarations

/// The names that one hop's verdict needs, asked at once.
struct HopLookups: Sendable {
  let origin: HostName?
  let destination: HostName?
  let deadline: Duration

  init(_ origin: HopHost, _ destination: HopHost, deadline: Duration) {
    self.origin = origin.name
    self.destination = destination.name
    self.deadline = deadline
  }

  /// What came back, still without what a memory adds.
  struct Answers: Sendable {
    var declaration: HopEvidence.DeclarationAnswer
    var originPolicies: [(host: HostName, answer: DNSAnswer)]
    var destinationPolicy: (host: HostName, answer: DNSAnswer)?
  }

  /// The owner names of all lookups.
  var owners: [String] { self.questions.compactMap(\.owner) }

  /// What an owner name is asked for.
  private enum Purpose {
    case declaration
    case originPolicy(HostName)
    case destinationPolicy(HostName)
  }

  /// - owner: nil for a name that cannot exist.
  private var questions: [(purpose: Purpose, owner: String?)] {
    var questions: [(Purpose, String?)] = []
    if let origin, let destination {
      questions.append((.declaration, RelationshipNames.declarationOwner(origin: origin, destination: destination)))
    }
    for host in self.origin.map(RelationshipNames.policyHosts) ?? [] {
      questions.append((.originPolicy(host), RelationshipNames.policyOwner(host)))
    }
    if let destination {
      questions.append((.destinationPolicy(destination), RelationshipNames.policyOwner(destination)))
    }
    return questions
  }

  func ask(_ names: any NameLookup) async -> Answers {
    let questions = self.questions
    let asked = questions.map { $0.owner.flatMap { try? DomainName($0) } }
    var found = await names.lookup(asked.compactMap(\.self), .txt, deadline: self.deadline)[...]
    var answers = Answers(declaration: .noName, originPolicies: [], destinationPolicy: nil)
    for (question, name) in zip(questions, asked) {
      // A name that cannot exist is as good as securely absent.
      let answer = name == nil ? .absent(ttl: UInt32.max) : found.popFirst().map { DNSAnswer($0) }
      guard let answer else { break }
      switch question.purpose {
      case .declaration: answers.declaration = question.owner == nil ? .nameTooLong : .answer(answer)
      case .originPolicy(let host): answers.originPolicies.append((host, answer))
      case .destinationPolicy(let host): answers.destinationPolicy = (host, answer)
      }
    }
    return answers
  }
}
