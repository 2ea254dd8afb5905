extension CBOR {
  /// Reads exactly one item.
  ///
  /// Indefinite lengths are taken (RFC 8949 §3.2): AWS's documents since 2025 have them. What is refused though the RFC allows
  /// it: heads longer than need be, floating point numbers and other simple values than false, true and null.
  ///
  /// - Throws: ``EvidenceError`` *malformed*: `cbor.size` and `cbor.depth` beyond the limits; `cbor.truncated`, `cbor.head`,
  ///   `cbor.head-length`, `cbor.chunk`, `cbor.utf8`, `cbor.simple`, `cbor.duplicate-key`, `cbor.odd-map`, and `cbor.trailing` for octets
  ///   after the item.
  public init(decoding octets: some Collection<UInt8>, limits: CBORLimits = .standard) throws(EvidenceError) {
    var decoder = try CBORDecoder(octets, limits: limits)
    self = try decoder.item()
    try decoder.finish()
  }
}
