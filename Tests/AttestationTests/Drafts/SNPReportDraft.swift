import Crypto

@testable import Attestation

/// A report that is right until a test changes its octets; then it is signed.
struct SNPReportDraft {
  /// All of it, by the offsets of the format; the signature is put in by ``octets(signedBy:)``.
  private(set) var octets = Array(repeating: UInt8(0), count: SNPReport.octetCount)

  /// Of a chip of this line whose identity is 0x11…, at the TCB 1, 2, 3, 4, (fmc 5), made by the guest at VMPL 1.
  init(version: UInt32 = 3, line: SNPProductLine = .milan) {
    self.set(0x00, version)
    self.set(0x04, UInt32(7))
    self.set(0x08, UInt64(0x3_001F))
    self.set(0x30, UInt32(1))
    self.set(0x34, UInt32(1))
    self.set(0x50, (0..<64).map { $0 })
    self.set(0x90, Array(repeating: 0xA5, count: 48))
    for offset in [0x38, 0x180, 0x1E0, 0x1F0] { self.set(offset, Self.tcb(line).bits) }
    if version >= 3 { self.set(0x188, Self.cpuid(line)) }
    self.set(0x1A0, Self.hardwareID(line))
  }

  static func tcb(_ line: SNPProductLine) -> SNPTCBVersion {
    switch line {
    case .milan, .genoa: SNPTCBVersion(places: [0: 1, 1: 2, 6: 3, 7: 4])
    case .turin: SNPTCBVersion(places: [0: 5, 1: 1, 2: 2, 3: 3, 7: 4])
    }
  }

  static func cpuid(_ line: SNPProductLine) -> [UInt8] {
    switch line {
    case .milan: [0x19, 0x01, 0x01]
    case .genoa: [0x19, 0x11, 0x01]
    case .turin: [0x1A, 0x02, 0x01]
    }
  }

  static func hardwareID(_ line: SNPProductLine) -> [UInt8] {
    Array(repeating: 0x11, count: line == .turin ? 8 : 64)
  }

  mutating func set(_ offset: Int, _ octets: [UInt8]) {
    self.octets.replaceSubrange(offset..<offset + octets.count, with: octets)
  }

  mutating func set(_ offset: Int, _ number: some FixedWidthInteger) {
    self.set(offset, stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) })
  }

  func octets(signedBy key: P384.Signing.PrivateKey) throws -> [UInt8] {
    let signature = Array(try key.signature(for: SHA384.hash(data: self.octets.prefix(0x2A0))).rawRepresentation)
    var signed = self
    signed.set(0x2A0, signature.prefix(48).reversed())
    signed.set(0x2A0 + 72, signature.suffix(48).reversed())
    return signed.octets
  }
}
