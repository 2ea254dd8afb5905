import Declarations
import TLSKeys

/// One declaration record for a person.
enum RecordText {
  static func lines(_ record: DeclarationRecord, now: Int64) -> [Line] {
    let time: Line =
      switch RecordTime(record, now: now) {
      case .valid:
        "\(Moment.text(record.notBefore)) to \(Moment.text(record.expires)) (ends \(Moment.distance(record.expires, from: now)))"
      case .expired: "\("ended", .bad) \(Moment.text(record.expires)) (\(Moment.distance(record.expires, from: now)))"
      case .notYetValid:
        "\("not before", .warning) \(Moment.text(record.notBefore)) (\(Moment.distance(record.notBefore, from: now)))"
      }
    let symbol: Line.Symbol = RecordTime(record, now: now) == .valid ? .good : .warning
    var lines: [Line] = [
      "  \(symbol: symbol) \(record.signer, .strong) about \(record.target, .strong)",
      "      signed by the key  \(record.signerTag.base64URL)…  \(record.algorithm.rawValue)",
    ]
    for (index, key) in record.targetKeys.enumerated() {
      lines.append("      \(index == 0 ? "over the key       " : "                   ")\(key.base64URL)")
    }
    lines.append("      holds              \(time)")
    return lines
  }
}
