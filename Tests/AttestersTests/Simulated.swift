import Attesters

/// What tests of simulated TEEs share: a time, and keys that take long to make.
enum Simulated {
  /// 2026-06-01T00:00:00Z, Unix seconds.
  static let now: Int64 = 1_780_272_000
  static let snpKeys = Result { () throws(AttesterError) in try SimulatedSNPKeys() }

  static let chipID = (0..<64).map { UInt8($0) ^ 0xA5 }
  static let turinChipID = [1, 2, 3, 4, 5, 6, 7, 8] + [UInt8](repeating: 0, count: 56)
  static let measurement = [UInt8](repeating: 0x4D, count: 48)
}
