/// What the other side answers to an opening.
package enum OpenAnswer: Hashable, Sendable {
  /// Its own host's keys (SubjectPublicKeyInfo DER), the longest validity it accepts and gives, seconds, and the latest
  /// moment until which its own half can hold, Unix seconds.
  case opened(keys: [[UInt8]], maximumValidity: Int64, latestExpiry: Int64?)
  /// It knows a round of this number or a later one that the caller has forgotten.
  case behind(generation: Int64)
}
