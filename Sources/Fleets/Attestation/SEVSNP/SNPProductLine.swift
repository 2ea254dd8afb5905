/// AMD's lines of processors with SEV-SNP, each with a root of its own, called as in ``TrustedRoots``.
public enum SNPProductLine: String, Sendable, Hashable, CaseIterable {
  case milan = "Milan"
  /// Bergamo and Siena too: their keys are certified under the same root.
  case genoa = "Genoa"
  case turin = "Turin"

  /// By what the certificate of an endorsement key says: `Milan-B0`, `Milan`; nil for a product that is not known.
  public init?(product: String) {
    switch product.prefix(while: { $0 != "-" }) {
    case "Milan": self = .milan
    case "Genoa", "Bergamo", "Siena": self = .genoa
    case "Turin": self = .turin
    default: return nil
    }
  }

  /// By CPUID's family and model, extended ones added; nil for a processor that is not known.
  public init?(family: UInt8, model: UInt8) {
    switch (family, model) {
    case (0x19, 0x00...0x0F): self = .milan
    case (0x19, 0x10...0x1F), (0x19, 0xA0...0xAF): self = .genoa
    case (0x1A, 0x00...0x1F): self = .turin
    default: return nil
    }
  }

  /// Where each version number has its octet in a ``SNPTCBVersion``.
  var tcbPlaces: [String: Int] {
    switch self {
    case .milan, .genoa: ["bootloader": 0, "tee": 1, "snp": 6, "microcode": 7]
    case .turin: ["fmc": 0, "bootloader": 1, "tee": 2, "snp": 3, "microcode": 7]
    }
  }

  /// The octets that name a chip: all of the report's field, or the first of them, zeros after.
  var hardwareIDOctets: Int {
    switch self {
    case .milan, .genoa: 64
    case .turin: 8
    }
  }
}
