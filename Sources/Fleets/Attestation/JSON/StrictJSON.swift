/// JSON (RFC 8259) as signed collateral needs it: every member of an object knows in which octets its value stands, since
/// Intel signs exactly those.
///
/// Stricter than the RFC, so that no two readers can differ: no name stands twice in one object, numbers are integers, and what
/// is text is UTF-8 with no half of a surrogate pair.
enum StrictJSON: Sendable, Hashable {
  case object([Member])
  case array([StrictJSON])
  case text(String)
  case integer(Int64)
  case bool(Bool)
  case null

  struct Member: Sendable, Hashable {
    let name: String
    let value: StrictJSON
    /// Where the value stands in the octets that were read, from its first to its last, no white space around it.
    let place: Range<Int>
  }

  /// How deep arrays and objects may be nested.
  static let greatestDepth = 16
  /// How many values one text may have, so that what is kept stays in proportion to it.
  static let mostValues = 65_536
  /// The most octets of a name, and of a text that is a word. Swift puts combining marks in order when it hashes a text, which takes
  /// the square of their number.
  static let longestWord = 256

  /// - Parameters:
  ///   - octets: One value with nothing but white space around it.
  ///   - atMost: The most octets.
  ///   - check: The word under which everything that is refused is reported, *malformed*.
  init(_ octets: [UInt8], atMost: Int, check: String) throws(EvidenceError) {
    guard octets.count <= atMost else {
      throw .malformed(check, "a JSON text of \(octets.count) octets; \(atMost) are allowed")
    }
    var reader = JSONReader(octets, check: check)
    self = try reader.document()
  }
}
