extension VerifiedEvidence {
  /// A measurement's value.
  func measurement(_ name: String) -> [UInt8]? { self.measurements.first { $0.name == name }?.value }

  /// A claim's value.
  func claim(_ name: String) -> [UInt8]? { self.claims.first { $0.name == name }?.value }

  /// A measurement's value, else a claim's.
  func value(_ name: String) -> [UInt8]? { self.measurement(name) ?? self.claim(name) }
}
