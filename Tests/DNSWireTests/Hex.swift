import DNSWire
import Testing

/// The octets of hexadecimal digits; white space is passed over.
func hex(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Reading these octets must throw exactly this.
func expectRefusal(
  _ octets: [UInt8], _ expected: DNSWireError, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(throws: expected, sourceLocation: sourceLocation) { _ = try DNSMessage(parsing: octets) }
}
