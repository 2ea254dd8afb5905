import SwiftASN1

extension SNPProductLine {
  /// The extensions of endorsement keys that are version numbers, the place of each one's octet in a ``SNPTCBVersion``, and
  /// whether it must be there (AMD publication 57230, chapter 3). Those that need not be are reserved, and zero so far.
  var tcbExtensions: [(id: ASN1ObjectIdentifier, place: Int, isRequired: Bool)] {
    switch self {
    case .milan, .genoa: Self.withoutFMC
    case .turin: Self.withFMC
    }
  }

  private static let bootloader: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 1]
  private static let tee: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 2]
  private static let snp: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 3]
  private static let reserved4: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 4]
  private static let reserved5: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 5]
  private static let reserved6: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 6]
  private static let reserved7: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 7]
  private static let microcode: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 8]
  private static let fmc: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 3, 9]

  private static let withoutFMC: [(id: ASN1ObjectIdentifier, place: Int, isRequired: Bool)] = [
    (bootloader, 0, true), (tee, 1, true), (reserved4, 2, false), (reserved5, 3, false), (reserved6, 4, false),
    (reserved7, 5, false), (snp, 6, true), (microcode, 7, true),
  ]

  private static let withFMC: [(id: ASN1ObjectIdentifier, place: Int, isRequired: Bool)] = [
    (fmc, 0, true), (bootloader, 1, true), (tee, 2, true), (snp, 3, true), (reserved5, 4, false), (reserved6, 5, false),
    (reserved7, 6, false), (microcode, 7, true),
  ]
}
