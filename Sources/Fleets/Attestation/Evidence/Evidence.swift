/// One piece of evidence of any TEE, recognized and read; nothing in it is believed yet.
public enum Evidence: Sendable {
  case nitro(NitroDocument)
  case snp(SNPReport)
  case tdx(TDXQuote)

  /// Finds out which format it is, and reads it.
  ///
  /// - Parameter octets: The document, report or quote itself; ``EvidenceText`` takes hexadecimal and base64 off.
  /// - Throws: ``EvidenceError`` *malformed*, `evidence.format`, for what begins like none of the three; else what reading the
  ///   format throws.
  public init(_ octets: [UInt8]) throws(EvidenceError) {
    guard let format = EvidenceFormat(recognizing: octets) else {
      throw .malformed(
        "evidence.format",
        octets.isEmpty
          ? "there is nothing in it"
          : "\(octets.count) octets that begin like no Nitro document, SEV-SNP report or TDX quote")
    }
    switch format {
    case .nitro: self = .nitro(try NitroDocument(decoding: octets))
    case .snp: self = .snp(try SNPReport(octets))
    case .tdx: self = .tdx(try TDXQuote(octets))
    }
  }

  public var format: EvidenceFormat {
    switch self {
    case .nitro: .nitro
    case .snp: .snp
    case .tdx: .tdx
    }
  }
}
