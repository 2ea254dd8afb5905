/// Octets to be put in place of those at an offset.
package struct OctetChange: Sendable, Hashable {
  package let offset: Int
  package let octets: [UInt8]

  package init(at offset: Int, _ octets: [UInt8]) {
    self.offset = offset
    self.octets = octets
  }
}
