/// Copies everything from one store to another, while no agent works on either.
package struct StoreCopy: Sendable {
  /// What was found at the end.
  package struct Outcome: Hashable, Sendable {
    package let relationships: Int
    package let words: Int
    /// Whether nothing had to be written, since it was all there.
    package let wasThere: Bool
  }

  private let source: any RelationshipStore
  private let target: any RelationshipStore

  package init(from source: any RelationshipStore, to target: any RelationshipStore) {
    self.source = source
    self.target = target
  }

  /// How many writes are under way at once.
  private static let width = 32

  /// Copies, reads back, and compares.
  ///
  /// A target that holds nothing, or nothing but what the source holds too (a copy that was interrupted), is filled up; any
  /// other is left as it is.
  ///
  /// - Parameter progress: told of the relationships written so far, and of how many there are.
  package func run(
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws(StoreCopyError) -> Outcome {
    let wanted = try await Content(self.source)
    let before = try await Content(self.target)
    if let subject = before.firstNotIn(wanted) { throw .targetDiffers(subject: subject) }
    guard before != wanted else { return wanted.outcome(wasThere: true) }
    try await self.write(wanted.relationships.values.filter { before.relationships[$0.pair] == nil }, progress)
    for (key, value) in wanted.words where before.words[key] == nil {
      do {
        try await self.target.remember(value, as: key)
      } catch {
        throw .store(error)
      }
    }
    let after = try await Content(self.target)
    if let subject = after.firstNotIn(wanted) ?? wanted.firstNotIn(after) { throw .notWritten(subject: subject) }
    if let subject = try await Content(self.source).firstNotIn(wanted) { throw .sourceChanged(subject: subject) }
    return after.outcome(wasThere: false)
  }

  private func write(
    _ relationships: [Relationship], _ progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws(StoreCopyError) {
    let target = self.target
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, relationship) in relationships.enumerated() {
          if index >= Self.width { try await group.next() }
          group.addTask {
            try await target.change(relationship.pair) { stored throws(Never) in stored = relationship }
          }
          progress(index + 1, relationships.count)
        }
        try await group.waitForAll()
      }
    } catch ChangeError<Never>.store(let error) {
      throw .store(error)
    } catch {
      throw .notWritten(subject: "\(error)")
    }
  }

  /// All that a store holds.
  private struct Content: Equatable {
    let relationships: [HostPair: Relationship]
    let words: [String: String]

    init(_ store: any RelationshipStore) async throws(StoreCopyError) {
      do throws(StoreError) {
        self.relationships = Dictionary(try await store.relationships().map { ($0.pair, $0) }) { first, _ in first }
        self.words = try await store.rememberedWords()
      } catch {
        throw .store(error)
      }
    }

    /// Something held here that the other does not hold, or holds otherwise.
    func firstNotIn(_ other: Self) -> String? {
      if let pair = self.relationships.keys.sorted().first(where: { other.relationships[$0] != self.relationships[$0] })
      {
        return "\(pair)"
      }
      return self.words.keys.sorted().first { other.words[$0] != self.words[$0] }
    }

    func outcome(wasThere: Bool) -> Outcome {
      Outcome(relationships: self.relationships.count, words: self.words.count, wasThere: wasThere)
    }
  }
}
