/// Real documents, outside of this repository.
enum NitroVectors {
  struct Good: Decodable, Sendable {
    let file: String
    let verifyAt: String
    let expect: String
    let debug: Bool?
    let timestampMs: Int64?
    let pcrs: [String: String]?
  }

  static let good: [Good] = EvidenceVectors.expected("nitro")
  static let bad = EvidenceVectors.negatives("nitro")
}
