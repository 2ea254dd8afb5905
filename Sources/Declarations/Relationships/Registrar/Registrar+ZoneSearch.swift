import AgentStore
import Declarations

/// Looking through zones for what `prune` judges.
extension Registrar {
  func publications(_ zones: [String]) throws(StepFailure) -> [ZonePublication] {
    let all = self.organization.publishers
    guard !zones.isEmpty else {
      guard !all.isEmpty else {
        throw .refused("noPublisher", "this agent publishes in no zone", next: "See publishers: in warifud.yaml")
      }
      return all
    }
    var named: [ZonePublication] = []
    for zone in zones {
      guard let publication = all.first(where: { $0.zone == zone }) else {
        throw .refused(
          "noPublisher", "this agent publishes in no zone \(zone)", next: "See publishers: in warifud.yaml")
      }
      if !named.contains(where: { $0.zone == zone }) { named.append(publication) }
    }
    return named
  }

  nonisolated func publication(for pair: HostPair) -> ZonePublication? {
    guard let owner = try? self.owner(of: pair) else { return nil }
    return try? self.organization.publication(for: owner)
  }

  /// What stands at the names of declarations in a zone.
  ///
  /// - Parameter known: pairs whose names are asked for where the zone is not handed over.
  nonisolated func search(
    _ publication: ZonePublication, _ known: Set<HostPair>
  ) async -> (PruneOutcome.Search, [HostPair: ServedRRset]) {
    var search = PruneOutcome.Search(zone: publication.zone)
    do throws(StepFailure) {
      let found = try await publication.publisher.declarations()
        .filter { self.publication(for: $0.key)?.zone == publication.zone }
      search.isWhole = true
      search.names = found.count
      return (search, found)
    } catch {
      search.problem = error
    }
    let answers = await Self.each(known.sorted()) { pair in
      await self.answer(at: pair, by: publication.publisher).map { (pair, $0) }
    }
    var found: [HostPair: ServedRRset] = [:]
    for answer in answers {
      switch answer {
      case .success((let pair, let served)): found[pair] = served
      case .failure(let failure): search.problem = failure
      }
    }
    search.names = found.count
    return (search, found)
  }

  private nonisolated func answer(
    at pair: HostPair, by publisher: any DeclarationPublisher
  ) async -> Result<ServedRRset, StepFailure> {
    do throws(StepFailure) {
      return .success(try await publisher.served(at: try self.owner(of: pair)))
    } catch {
      return .failure(error)
    }
  }

  /// A few at a time; the results in no particular order.
  static func each<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async -> Value
  ) async -> [Value] {
    await withTaskGroup(of: Value.self) { group in
      var rest = elements[...]
      func begin() {
        guard let element = rest.popFirst() else { return }
        group.addTask { await body(element) }
      }
      for _ in 0..<Self.prunedAtOnce { begin() }
      var values: [Value] = []
      for await value in group {
        values.append(value)
        begin()
      }
      return values
    }
  }

  private static let prunedAtOnce = 16
}
