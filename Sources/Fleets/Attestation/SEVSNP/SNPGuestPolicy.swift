/// The field POLICY of a report: what the guest's owner allows the host.
public struct SNPGuestPolicy: Hashable, Sendable {
  /// The field as a number.
  public let bits: UInt64

  /// - Throws: *malformed*: `snp.policy-one` unless bit 17 is set, `snp.policy-reserved` if one of the bits 26–63 is.
  init(_ bits: UInt64) throws(EvidenceError) {
    guard bits & 1 << 17 != 0 else { throw .malformed("snp.policy-one", "bit 17 of the guest policy is not one") }
    guard bits >> 26 == 0 else {
      throw .malformed("snp.policy-reserved", "reserved bits of the guest policy are set: 0x\(String(bits, radix: 16))")
    }
    self.bits = bits
  }

  /// The least version of the firmware's interface.
  public var abiMinor: UInt8 { UInt8(truncatingIfNeeded: self.bits) }
  public var abiMajor: UInt8 { UInt8(truncatingIfNeeded: self.bits >> 8) }
  public var allowsSMT: Bool { self.has(16) }
  public var allowsMigrationAgent: Bool { self.has(18) }
  /// Whether the host may read and write the guest's memory.
  public var allowsDebugging: Bool { self.has(19) }
  public var requiresSingleSocket: Bool { self.has(20) }
  public var allowsCXL: Bool { self.has(21) }
  public var requiresAES256XTS: Bool { self.has(22) }
  public var requiresNoRAPL: Bool { self.has(23) }
  public var requiresCiphertextHiding: Bool { self.has(24) }
  public var forbidsPageSwap: Bool { self.has(25) }

  private func has(_ bit: Int) -> Bool { self.bits >> bit & 1 != 0 }
}
