/// The keys of one simulated platform.
package struct TDXPlatform: Sendable {
  /// The provisioning certification key, which signs the quoting enclave's report.
  package let key: SimulatedKey
  /// The quoting enclave's own, which signs quotes.
  package let attestationKey: SimulatedKey
  /// Of the PCK certificate, most significant octet first.
  package let serial: [UInt8]
  /// The PCK certificate in DER.
  package let certificate: [UInt8]
}
