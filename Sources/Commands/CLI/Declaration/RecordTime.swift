import Declarations

/// Where a record stands in its time.
enum RecordTime: String, Encodable, Sendable {
  case valid, notYetValid, expired

  init(_ record: DeclarationRecord, now: Int64) {
    self = now < record.notBefore ? .notYetValid : now >= record.expires ? .expired : .valid
  }
}
