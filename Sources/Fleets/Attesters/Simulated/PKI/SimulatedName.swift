/// A distinguished name (RFC 5280 §4.1.2.4) of an organization and a common name.
package struct SimulatedName: Sendable, Hashable {
  package var organization: String
  package var commonName: String

  /// Made-up names say that they are.
  package init(_ commonName: String, organization: String = "Warifu simulated TEE") {
    self.organization = organization
    self.commonName = commonName
  }

  package var der: [UInt8] {
    DERWriter.sequence(Self.attribute(10, self.organization), Self.attribute(3, self.commonName))
  }

  private static func attribute(_ type: UInt64, _ text: String) -> [UInt8] {
    DERWriter.set(DERWriter.sequence(DERWriter.identifier([2, 5, 4, type]), DERWriter.utf8(text)))
  }
}
