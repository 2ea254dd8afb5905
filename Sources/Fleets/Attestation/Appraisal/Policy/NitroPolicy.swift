/// What is demanded of AWS Nitro attestation documents.
public struct NitroPolicy: Sendable, Hashable {
  /// Owners are named by `pcr3` (the role of the parent instance) and `pcr8` (the certificate that signed the image).
  public var demands = MeasurementDemands()

  public init() {}
}
