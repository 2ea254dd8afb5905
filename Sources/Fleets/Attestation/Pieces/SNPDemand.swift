/// What an SEV-SNP report needs of AMD before it can be verified.
package struct SNPDemand: Sendable {
  package let report: SNPReport
  /// The lines that its processor may be of. A report of version 2 does not say: only Turin can be told from the others, by the
  /// length of a chip's identity.
  package let lines: [SNPProductLine]

  init(_ report: SNPReport) {
    self.report = report
    if let processor = report.processor {
      self.lines = processor.line.map { [$0] } ?? []
    } else {
      let isShort = report.chipID.dropFirst(SNPProductLine.turin.hardwareIDOctets).allSatisfy { $0 == 0 }
      self.lines = isShort && report.keyInfo.signingKey == .vcek ? [.turin] : [.milan, .genoa]
    }
  }

  package var key: SNPSigningKey { self.report.keyInfo.signingKey }

  /// Whether the report hides whose chip it is of, so that nobody can fetch its key's certificate.
  package var isChipHidden: Bool {
    self.report.keyInfo.isChipMasked || self.report.chipID.allSatisfy { $0 == 0 }
  }

  /// The chip's identity in the length that the line has.
  package func hardwareID(of line: SNPProductLine) -> [UInt8] {
    Array(self.report.chipID.prefix(line.hardwareIDOctets))
  }

  /// Whether a piece is the certificate of the key that the report names.
  package func isMet(by piece: EndorsedPiece) -> Bool {
    switch piece.subject {
    case .vcek(let chip, let tcb):
      self.key == .vcek && tcb == self.report.reportedTCB && self.report.chipID.starts(with: chip)
    case .vlek(_, let tcb, _): self.key == .vlek && tcb == self.report.reportedTCB
    default: false
    }
  }

  /// Whether the key in this piece, a certificate, signed the report.
  package func isSigned(by piece: EndorsedPiece) -> Bool {
    guard let certificate = try? X509Certificate(der: piece.octets), case .p384(let key) = certificate.key else {
      return false
    }
    return self.report.isSigned(by: key)
  }
}
