import AgentStore
import Declarations

extension HostPair {
  /// What one text at the pair's name declares; nil where that is no well-formed record of this pair.
  func record(_ text: [UInt8]) -> DeclarationRecord? {
    guard
      case .record(let record) = DeclarationRecord.read(text, origin: self.origin, destination: self.destination)
    else { return nil }
    return record
  }
}
