/// What signs attestation documents of one simulated enclave.
package struct NitroSigner: Sendable {
  package let key: SimulatedKey
  /// The leaf in DER.
  package var certificate: [UInt8]
  /// The CAs in DER, root first.
  package var cabundle: [[UInt8]]
}
