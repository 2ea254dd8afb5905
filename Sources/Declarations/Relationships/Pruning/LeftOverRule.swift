import AgentStore
import Declarations
import TLSKeys

/// Which records at the name of one pair are ours and belong to no relationship. Pure.
///
/// Ours is what a key of our host has signed, as the origin; and the destination's half beside it, unless it serves somebody
/// else's records at the name too. What is not proved to be ours stays.
struct LeftOverRule {
  let pair: HostPair
  /// What the store has of the pair, read after the records were: an agent writes down what it is about to publish before
  /// it does.
  let relationship: Relationship?
  /// Keys of our host: those its signing agents hold, and those it ever declared as far as the store knows.
  let originKeys: [PublicKey]

  /// Whether a relationship has the name, so that at most single records there are left over.
  var isOwned: Bool { self.relationship.map { !$0.state.isOver } ?? false }

  /// Whether it is being changed by what is under way; then nothing there is judged.
  var isUnderWay: Bool { self.relationship.map { !$0.state.rests } ?? false }

  /// The places of those records that are left over.
  ///
  /// - Parameter texts: nil for what cannot be read.
  func leftOver(in texts: [[UInt8]?]) -> [Int] {
    guard !self.isUnderWay else { return [] }
    guard self.isOwnWhole(texts) else { return [] }
    let owned = self.isOwned ? self.relationship?.mayBePublished ?? [] : []
    let records = texts.enumerated().compactMap { place, text in
      text.flatMap { text in self.pair.record(text).map { (place: place, text: text, record: $0) } }
    }
    let byOrigin = records.filter { $0.record.signer == self.pair.origin }
    let ours = byOrigin.filter { one in self.originKeys.contains { one.record.isSigned(by: $0) } }
    let goes = ours.filter { !owned.contains($0.text) }.map(\.place)
    let ourTags = Set(ours.map(\.record.signerTag))
    let othersTags = Set(byOrigin.map(\.record.signerTag)).subtracting(ourTags)
    let destinationKeys = (self.relationship?.knownKeys.destination ?? []).compactMap { try? PublicKey(spkiDER: $0) }
    let halves = records.filter { one in
      guard one.record.signer == self.pair.destination, !owned.contains(one.text) else { return false }
      let named = Set(one.record.targetKeys.map { KeyTag(of: $0) })
      guard named.isDisjoint(with: othersTags) else { return false }
      return !named.isDisjoint(with: ourTags) || destinationKeys.contains { one.record.isSigned(by: $0) }
    }
    return (goes + halves.map(\.place)).sorted()
  }

  /// Whether all that a relationship has published stands there. If not, what stands may be a later round of it, which a
  /// store restored from a backup does not know yet.
  private func isOwnWhole(_ texts: [[UInt8]?]) -> Bool {
    guard self.isOwned, let relationship = self.relationship else { return true }
    return Set(relationship.halves.all.map { Array($0.utf8) }).isSubset(of: texts.compactMap(\.self))
  }
}
