/// What signs the reports of one simulated chip or cloud.
package struct SNPSigner: Sendable {
  package let key: SimulatedKey
  package let kind: VEKKind
  package let product: SimulatedProduct
  /// 64 octets.
  package let chipID: [UInt8]
  package let tcb: SimulatedTCB
  /// VCEK or VLEK in DER.
  package let certificate: [UInt8]
}
