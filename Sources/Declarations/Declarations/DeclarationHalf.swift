import TLSKeys

/// How far one half of a relationship came: as far as its best record.
enum DeclarationHalf: Comparable {
  case missing
  case failed(DeclarationStage)
  /// Until when, in Unix seconds.
  case valid(Int64)

  init(_ record: DeclarationRecord, signerKeys: [PublicKey], targetKeys: [PublicKey], now: Int64) {
    guard targetKeys.contains(where: { record.targetKeys.contains($0.digest) }) else {
      self = .failed(.keyMismatch)
      return
    }
    let selected = signerKeys.filter { KeyTag(of: $0.digest) == record.signerTag }
    if selected.isEmpty {
      self = .failed(.keyMismatch)
    } else if !selected.contains(where: { record.isSigned(by: $0) }) {
      self = .failed(.badSignature)
    } else if now < record.notBefore {
      self = .failed(.notYetValid(from: record.notBefore))
    } else if now >= record.expires {
      self = .failed(.expired(at: record.expires))
    } else {
      self = .valid(record.expires)
    }
  }

  var failure: DeclarationStage? {
    if case .failed(let stage) = self { stage } else { nil }
  }
}
