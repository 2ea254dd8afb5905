/// What the Nitro Secure Module answers to a request for a document: `{"Attestation": {"document": …}}` or
/// `{"Error": …}`, in CBOR.
struct NSMResponse: Sendable {
  /// The COSE_Sign1, unread.
  let document: [UInt8]

  init(_ octets: [UInt8]) throws(AttesterError) {
    var rest = octets[...]
    guard Self.head(&rest) == Head(major: 5, value: 1), let name = Self.text(&rest) else { throw Self.unknown }
    if name == "Error" {
      guard let reason = Self.text(&rest) else { throw Self.unknown }
      throw AttesterError(
        .refused,
        "the Nitro Secure Module made no document and says \(reason.debugDescription); the request is too large "
          + "or the module is in trouble")
    }
    guard name == "Attestation", Self.head(&rest) == Head(major: 5, value: 1), Self.text(&rest) == "document",
      let head = Self.head(&rest), head.major == 2, let document = Self.take(head.value, from: &rest), rest.isEmpty,
      !document.isEmpty
    else { throw Self.unknown }
    self.document = Array(document)
  }

  private static var unknown: AttesterError {
    AttesterError(.malformedAnswer, "the answer of the Nitro Secure Module is neither a document nor an error")
  }

  private struct Head: Equatable {
    let major: UInt8
    let value: UInt64
  }

  /// The head of an item of a length that is said (RFC 8949 §3).
  private static func head(_ rest: inout ArraySlice<UInt8>) -> Head? {
    guard let first = rest.popFirst() else { return nil }
    let (major, info) = (first >> 5, first & 31)
    guard info >= 24 else { return Head(major: major, value: UInt64(info)) }
    guard info <= 27, let octets = Self.take(1 << UInt64(info - 24), from: &rest) else { return nil }
    return Head(major: major, value: octets.reduce(0) { $0 << 8 | UInt64($1) })
  }

  private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let head = Self.head(&rest), head.major == 3, let octets = Self.take(head.value, from: &rest) else {
      return nil
    }
    return String(validating: octets, as: UTF8.self)
  }

  private static func take(_ count: UInt64, from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard count <= UInt64(rest.count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }
}
