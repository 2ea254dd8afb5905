import Declarations
import Foundation
import TLSKeys
import Testing

/// The committed vectors, as `Scripts/make-vectors` writes them.
struct Vectors: Decodable {
  struct Key: Decodable {
    let algorithm: String
    let spki: String
    let digest: String
  }

  struct Name: Decodable {
    let text: String
    let valid: Bool
  }

  struct SignedOctets: Decodable {
    let record: String
    let origin: String
    let destination: String
    let signerKey: String
    let octets: String
  }

  struct Record: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let origin: String
    let destination: String
    let octets: String
    let reading: String
    var testDescription: String { self.name }
  }

  struct Policy: Decodable, Sendable, CustomTestStringConvertible {
    struct Values: Decodable {
      let p: String
      let sp: String?
      let `in`: String
      let sc: [String]
      let m: [String]
      let max: Int64
    }
    let name: String
    let text: String
    let reading: String
    let policy: Values?
    var testDescription: String { self.name }
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let origin: String
    let destination: String
    let originKeys: [String]
    let destinationKeys: [String]
    let now: Int64
    let texts: [String]
    let verdict: String
    var testDescription: String { self.name }
  }

  let keys: [String: Key]
  let signedOctets: SignedOctets
  let hostNames: [Name]
  let records: [Record]
  let policies: [Policy]
  let sets: [Case]

  static let all: Vectors = {
    guard let url = Bundle.module.url(forResource: "vectors", withExtension: "json", subdirectory: "Resources"),
      let data = try? Data(contentsOf: url), let vectors = try? JSONDecoder().decode(Vectors.self, from: data)
    else { preconditionFailure("Resources/vectors.json is missing or not as Scripts/make-vectors writes it") }
    return vectors
  }()

  func key(_ name: String) throws -> PublicKey {
    let key = try #require(self.keys[name])
    return try PublicKey(spkiDER: try #require(Base64URL.decode(key.spki)))
  }
}
