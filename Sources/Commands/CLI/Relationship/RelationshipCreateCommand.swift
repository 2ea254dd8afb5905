import AgentControl
import ArgumentParser
import Foundation
import Synchronization

struct RelationshipCreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Agree with the partner on a relationship, have both halves signed, and publish it.",
    discussion: """
      The agent asks the partner's agent, exchanges both hosts' keys and signatures with it, publishes the records and \
      looks them up with an empty cache. Only then is the relationship established. Each step is shown as it is done; \
      to repeat the command after a failure is harmless.

        warifu relationship create shop.example pay.example
        warifu relationship create --file pairs.csv

      The file has a line ORIGIN,DESTINATION for each pair; empty lines and those that begin with # are passed over.
      """)

  @Argument(help: "The host that sends users on.") var origin: String?
  @Argument(help: "The host that they are sent to.") var destination: String?
  @Option(help: ArgumentHelp("Make all the pairs in this file, many at once.", valueName: "file"))
  var file: String?
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if self.file != nil {
      guard self.origin == nil else { throw ValidationError("Name two hosts or --file, not both.") }
    } else {
      guard self.destination != nil else { throw ValidationError("Name the origin and the destination, or --file.") }
    }
  }

  func report() async throws -> Report {
    if let origin, let destination {
      let pair = try NamedPair(origin, destination)
      let output = self.output
      return try await self.agent.connected { agent in try await Self.create(pair, agent, output) }
    }
    let pairs = try PairFile.read(self.file ?? "")
    let output = self.output
    return try await self.agent.connected { agent in await Self.createAll(pairs, agent, output) }
  }

  private struct Document: Encodable, Sendable {
    let schema = 1
    let relationship: RelationshipEntry
    let steps: [Step]
  }

  private struct Step: Encodable, Sendable {
    let state: String
    let text: String
    let milliseconds: Double
  }

  private static func create(_ pair: NamedPair, _ agent: ControlClient, _ output: OutputOptions) async throws -> Report
  {
    let steps = Mutex<[Step]>([])
    let info = try await agent.createRelationship(origin: pair.origin, destination: pair.destination) { step in
      steps.withLock { $0.append(Step(state: step.state, text: step.text, milliseconds: step.milliseconds)) }
      let milliseconds = "\(Int(step.milliseconds.rounded())) ms"
      output.progress("  \(symbol: .good) \(step.text)  \(milliseconds, .faint)")
    }
    let document = Document(relationship: RelationshipEntry(info), steps: steps.withLock { $0 })
    return Report(
      document,
      lines: [
        RelationshipText.line(info, now: Moment.now),
        "Users' clients see it as: warifu verify --pair \(info.origin) \(info.destination)",
      ])
  }

  private struct BatchDocument: Encodable, Sendable {
    let schema = 1
    let relationships: [BatchEntry]
  }

  private struct BatchEntry: Encodable, Sendable {
    let origin: String
    let destination: String
    let relationship: RelationshipEntry?
    let error: ErrorDocument.Entry?

    init(_ pair: NamedPair, _ result: Result<RelationshipInfo, Complaint>) {
      self.origin = pair.origin
      self.destination = pair.destination
      switch result {
      case .success(let info): (self.relationship, self.error) = (RelationshipEntry(info), nil)
      case .failure(let complaint): (self.relationship, self.error) = (nil, ErrorDocument.Entry(complaint))
      }
    }
  }

  /// How many are asked for at once: the agent works on as many.
  private static let atOnce = 256

  private static func createAll(_ pairs: [NamedPair], _ agent: ControlClient, _ output: OutputOptions) async -> Report {
    var entries: [NamedPair: BatchEntry] = [:]
    var worst = Outcome.good
    let bar = ProgressBar(of: pairs.count, "relationships", output)
    await withTaskGroup(of: (NamedPair, Result<RelationshipInfo, Complaint>).self) { group in
      var rest = pairs[...]
      func begin() {
        guard let pair = rest.popFirst() else { return }
        group.addTask { (pair, await Self.created(pair, agent)) }
      }
      for _ in 0..<Self.atOnce { begin() }
      for await (pair, result) in group {
        begin()
        entries[pair] = BatchEntry(pair, result)
        if case .failure(let complaint) = result {
          if worst != .failed { worst = complaint.outcome }
          bar.say(
            "\(symbol: .bad) \(pair.origin, .strong) \(symbol: .arrow) \(pair.destination, .strong)  "
              + "\(complaint.description)")
        }
        bar.advance()
      }
    }
    bar.end()
    let made = entries.values.count { $0.error == nil }
    return Report(
      BatchDocument(relationships: pairs.compactMap { entries[$0] }),
      lines: ["\(made) of \(pairs.count) relationships established."],
      outcome: worst.rawValue)
  }

  /// One that is there already is as good as one that was made.
  private static func created(_ pair: NamedPair, _ agent: ControlClient) async -> Result<RelationshipInfo, Complaint> {
    do {
      return .success(try await agent.createRelationship(origin: pair.origin, destination: pair.destination))
    } catch {
      if error.code == "alreadyEstablished",
        let info = try? await agent.relationship(origin: pair.origin, destination: pair.destination)
      {
        return .success(info)
      }
      return .failure(Complaint(error))
    }
  }
}
