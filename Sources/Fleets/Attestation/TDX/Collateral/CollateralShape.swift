/// Which piece of collateral some octets are, by their own looks.
enum CollateralShape {
  /// Intel's answer about one thing, `tcbInfo` or `enclaveIdentity`.
  case answer(JSONFields)
  /// One object with everything.
  case whole(JSONFields)
  case pem(String)
  /// DER.
  case list([UInt8])

  private static let check = "tdx.collateral"

  init(_ piece: [UInt8]) throws(EvidenceError) {
    let trimmed = piece.drop { Self.isSpace($0) }
    switch trimmed.first {
    case UInt8(ascii: "{"): self = try Self.json(piece)
    case UInt8(ascii: "-"):
      guard let text = String(validating: piece, as: UTF8.self) else {
        throw .malformed(Self.check, "a piece of collateral is no PEM text")
      }
      self = .pem(text)
    case _ where PEMStart.isIn(piece):
      guard let text = String(validating: PEMStart.withoutMark(piece), as: UTF8.self) else {
        throw .malformed(Self.check, "a piece of collateral is no PEM text")
      }
      self = .pem(text)
    // The tag of a SEQUENCE; its hexadecimal digits would begin with a 3.
    case 0x30: self = .list(piece)
    default:
      guard let text = String(validating: trimmed, as: UTF8.self),
        let der = Hexadecimal.octets(text.filter { !$0.isWhitespace }), !der.isEmpty
      else { throw .malformed(Self.check, "a piece of collateral is neither JSON nor PEM nor a revocation list") }
      self = .list(der)
    }
  }

  private static func json(_ piece: [UInt8]) throws(EvidenceError) -> Self {
    let fields = try JSONFields(
      try StrictJSON(piece, atMost: TDXCollateral.maximumOctets, check: Self.check), check: Self.check)
    switch (fields.has("tcbInfo"), fields.has("enclaveIdentity"), fields.has("tcb_info") || fields.has("qe_identity")) {
    case (true, false, false), (false, true, false): return .answer(fields)
    case (false, false, true): return .whole(fields)
    default: throw .malformed(Self.check, "a JSON object that is no collateral, or more than one piece of it")
    }
  }

  private static func isSpace(_ octet: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(octet) }
}
