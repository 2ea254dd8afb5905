import AgentStore
import Declarations
import TLSKeys

/// Which records of a published relationship go when keys are revoked. Pure.
///
/// What a revoked key signed goes. The other host's half that names the key among others may stay: it proves nothing without
/// the half that the key signed. Where nothing that verifies would remain, all goes.
struct RevokedRecords {
  let pair: HostPair
  /// By the host whose they are.
  let revoked: [HostName: Set<KeyDigest>]

  /// - Parameter texts: the relationship's records as published.
  func goes(of texts: [[UInt8]]) -> [[UInt8]] {
    let records = texts.compactMap { text in self.pair.record(text).map { (text: text, record: $0) } }
    let tags = self.revoked.mapValues { Set($0.map { KeyTag(of: $0) }) }
    let goes = records.filter { tags[$0.record.signer]?.contains($0.record.signerTag) == true }.map(\.text)
    guard !goes.isEmpty else { return [] }
    let rest = records.filter { !goes.contains($0.text) }.map(\.record)
    return self.holdsPair(rest) ? goes : texts
  }

  /// Whether two of them name each other's keys.
  private func holdsPair(_ records: [DeclarationRecord]) -> Bool {
    func names(_ record: DeclarationRecord, _ tag: KeyTag) -> Bool {
      record.targetKeys.contains { KeyTag(of: $0) == tag }
    }
    return records.contains { one in
      one.signer == self.pair.origin
        && records.contains {
          $0.signer == self.pair.destination && names($0, one.signerTag) && names(one, $0.signerTag)
        }
    }
  }
}
