/// The values of trustworthiness claims that appraisal here makes, with AR4SI's meanings (draft-ietf-rats-ar4si §3.1).
enum TrustClaim {
  /// instance-identity: recognized, and not known to be compromised.
  static let recognizedInstance: Int8 = 2
  /// instance-identity: not recognized, though it should be.
  static let unrecognizedInstance: Int8 = 97
  /// configuration: known and approved.
  static let approvedConfiguration: Int8 = 2
  /// configuration: exposes unacceptable weaknesses.
  static let unacceptableConfiguration: Int8 = 96
  /// executables: only approved ones were loaded during the boot process. What was loaded later is not measured by
  /// every TEE.
  static let approvedBoot: Int8 = 3
  /// executables: contraindicated.
  static let contraindicatedExecutables: Int8 = 96
  /// hardware: genuine.
  static let genuineHardware: Int8 = 2
  /// hardware: genuine, with known weaknesses.
  static let weakHardware: Int8 = 32
  /// hardware: recognized, and contraindicated.
  static let contraindicatedHardware: Int8 = 96
  /// hardware: not recognized, though it should be.
  static let unrecognizedHardware: Int8 = 97
  /// runtime-opaque: memory is encrypted, and opaque to the operating system and the virtual machine manager.
  static let encryptedMemory: Int8 = 2
  /// runtime-opaque: memory is visible from outside.
  static let visibleMemory: Int8 = 96
}
