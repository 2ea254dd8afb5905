/// What is claimed of an attester, in the eight respects of AR4SI (draft-ietf-rats-ar4si §3.1). A respect without a
/// value is one of which nothing is claimed.
public struct TrustworthinessVector: Sendable, Hashable {
  /// The respects, by their numbers in CBOR.
  public enum Aspect: Int64, Sendable, Hashable, CaseIterable {
    case instanceIdentity = 0
    case configuration
    case executables
    case fileSystem
    case hardware
    case runtimeOpaque
    case storageOpaque
    case sourcedData

    /// What JSON calls it.
    public var word: String {
      switch self {
      case .instanceIdentity: "instance-identity"
      case .configuration: "configuration"
      case .executables: "executables"
      case .fileSystem: "file-system"
      case .hardware: "hardware"
      case .runtimeOpaque: "runtime-opaque"
      case .storageOpaque: "storage-opaque"
      case .sourcedData: "sourced-data"
      }
    }
  }

  public private(set) var values: [Aspect: Int8] = [:]

  public init(_ values: [Aspect: Int8] = [:]) { self.values = values }

  public subscript(_ aspect: Aspect) -> Int8? { self.values[aspect] }

  /// Takes a claim over unless a worse one stands there.
  mutating func add(_ value: Int8, for aspect: Aspect) {
    self.values[aspect] = max(value, self.values[aspect] ?? value)
  }
}
