/// What the other side answers to an opening.
package enum OpenAnswer: Hashable, Sendable {
  /// Its own host's keys (SubjectPublicKeyInfo DER) and the longest validity it accepts and gives, seconds.
  case opened(keys: [[UInt8]], maximumValidity: Int64)
  /// It knows a round of this number or a later one that the caller has forgotten.
  case behind(generation: Int64)
}
