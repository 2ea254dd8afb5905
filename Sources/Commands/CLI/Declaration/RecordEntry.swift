import Declarations
import TLSKeys

/// One well-formed declaration record in a document.
struct RecordEntry: Encodable, Sendable {
  let signer: String
  let target: String
  /// The first 12 octets of the signer's key digest, base64url.
  let signerTag: String
  let targetKeys: [String]
  let algorithm: String
  let notBefore: String
  let expires: String
  let time: RecordTime
  let text: String

  init(_ record: DeclarationRecord, now: Int64) {
    self.signer = record.signer.description
    self.target = record.target.description
    self.signerTag = record.signerTag.base64URL
    self.targetKeys = record.targetKeys.map(\.base64URL)
    self.algorithm = record.algorithm.rawValue
    self.notBefore = Moment.text(record.notBefore)
    self.expires = Moment.text(record.expires)
    self.time = RecordTime(record, now: now)
    self.text = record.text
  }
}
