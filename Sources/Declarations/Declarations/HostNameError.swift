/// Why a text is no host name.
public struct HostNameError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    case empty
    /// More than 253 octets; the number there are.
    case tooLong(Int)
    case emptyLabel
    /// A label of more than 63 octets; the number it has.
    case labelTooLong(Int)
    case forbiddenCharacter
    /// Letters of other scripts, or an A-label, against the rules of UTS 46.
    case notInternationalized
    /// A label `_m2dmrt`, which marks where declarations stand.
    case reservedLabel
    /// An IP address, or something a browser would take for one.
    case addressLike
  }

  public let text: String
  public let problem: Problem

  public var description: String {
    // What a stranger sent may be long or hold control characters: show a short, harmless piece of it.
    let shown = String(
      self.text.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
    return "\"\(shown)\" is no host name: \(self.explanation)"
  }

  private var explanation: String {
    switch self.problem {
    case .empty: "it is empty"
    case .tooLong(let count): "it has \(count) octets, 253 are allowed"
    case .emptyLabel: "it has an empty label (two dots, or one at the start or end)"
    case .labelTooLong(let count): "one label has \(count) octets, 63 are allowed"
    case .forbiddenCharacter where self.text.contains("%"):
      "'%' is for URLs, and nothing is decoded here; write the name itself"
    case .forbiddenCharacter: "only a–z, 0–9, '-', '_' and dots are allowed; write other letters as A-labels (xn--…)"
    case .notInternationalized:
      "its letters, or an A-label (xn--…) in it, break the rules for international names (UTS 46); check the spelling"
    case .reservedLabel: "the label _m2dmrt is reserved for declarations"
    case .addressLike: "it would be read as an IP address; declarations are about names"
    }
  }
}
