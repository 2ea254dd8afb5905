import Declarations
import TLSKeys

/// Whether an RRset is what one round publishes: nothing, or both halves whole.
struct ServedCheck: Sendable {
  let pair: SoakPair
  /// All keys that the two hosts ever had.
  let originKeys: [PublicKey]
  let destinationKeys: [PublicKey]

  struct Halves: Hashable, Sendable {
    let origin: Set<String>
    let destination: Set<String>
  }

  enum Sight: Sendable {
    case nothing
    case halves(Halves)
    case broken(String)
  }

  func look(at texts: Set<String>) -> Sight {
    if texts.isEmpty { return .nothing }
    var records: [(text: String, record: DeclarationRecord)] = []
    for text in texts {
      guard
        case .record(let record) = DeclarationRecord.read(
          Array(text.utf8), origin: self.pair.origin, destination: self.pair.destination)
      else { return .broken("a record that is none: \(text)") }
      records.append((text, record))
    }
    let origin = records.filter { $0.record.signer == self.pair.origin }
    let destination = records.filter { $0.record.signer == self.pair.destination }
    guard !origin.isEmpty, !destination.isEmpty else { return .broken("one half only") }
    for (half, others, keys) in [
      (origin, destination, self.originKeys), (destination, origin, self.destinationKeys),
    ] {
      let first = half[0].record
      guard
        half.allSatisfy({
          $0.record.notBefore == first.notBefore && $0.record.expires == first.expires
            && $0.record.targetKeys == first.targetKeys
        })
      else { return .broken("a half with records of two rounds") }
      guard Set(first.targetKeys.map { KeyTag(of: $0) }) == Set(others.map(\.record.signerTag)) else {
        return .broken("\(first.signer) declares other keys of \(first.target) than those that signed")
      }
      for (_, record) in half where !keys.contains(where: { record.isSigned(by: $0) }) {
        return .broken("a record of \(record.signer) that none of its keys signed")
      }
    }
    return .halves(Halves(origin: Set(origin.map(\.text)), destination: Set(destination.map(\.text))))
  }
}
