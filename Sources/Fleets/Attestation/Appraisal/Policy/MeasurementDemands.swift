/// What a policy demands of the measurements and the owner of one kind of TEE.
public struct MeasurementDemands: Sendable, Hashable {
  /// Names of measurements that the evidence must have, not zero; where reference values are given, these must say
  /// which value.
  public var required: Set<String> = []
  /// By name: the values that name an owner. Every name must have one of its values. A measurement's name, or a
  /// claim's.
  public var owner: [String: Set<[UInt8]>] = [:]

  public init() {}
}
