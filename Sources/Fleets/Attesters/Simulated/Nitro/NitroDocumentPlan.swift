/// An AWS Nitro attestation document before it is signed. Every field can be made wrong.
package struct NitroDocumentPlan: Sendable {
  /// The COSE tag in front; none, as in practice, by default.
  package var tag: UInt64?
  /// The protected header's octets: {1: −35}, ES384.
  package var protected: [UInt8] = [0xA1, 0x01, 0x38, 0x22]
  package var unprotected: LooseCBOR = .map([])
  /// The payload's map, in its order.
  package var fields: [LooseCBOR.Entry]
  /// Whether the payload's maps mark their end, as since 2025, instead of saying their length.
  package var isOpen = true
  /// In place of the map of the fields.
  package var payload: [UInt8]?
  /// Changes the four items of the COSE_Sign1 once it is signed.
  package var changeItems: @Sendable (inout [LooseCBOR]) -> Void = { _ in }
  package var signatureFault: SignatureFault?
  /// Octets after the document.
  package var trailing: [UInt8] = []

  /// - Parameters:
  ///   - milliseconds: when it is made, since 1970.
  ///   - pcrs: by their indices, in the order to be written.
  init(
    signer: NitroSigner, milliseconds: UInt64, pcrs: [(UInt64, [UInt8])], userData: [UInt8]?, nonce: [UInt8]?,
    publicKey: [UInt8]? = nil
  ) {
    self.fields = [
      .init("module_id", .text("i-0123456789abcdef0-enc0123456789abcdef")),
      .init("digest", .text("SHA384")),
      .init("timestamp", .unsigned(milliseconds)),
      .init("pcrs", .openMap(pcrs.map { .init(.unsigned($0.0), .bytes($0.1)) })),
      .init("certificate", .bytes(signer.certificate)),
      .init("cabundle", .array(signer.cabundle.map(LooseCBOR.bytes))),
      .init("public_key", publicKey.map(LooseCBOR.bytes) ?? .null),
      .init("user_data", userData.map(LooseCBOR.bytes) ?? .null),
      .init("nonce", nonce.map(LooseCBOR.bytes) ?? .null),
    ]
  }

  /// A field's value; nil takes the field away. A field that is not there is put at the end.
  package subscript(name: String) -> LooseCBOR? {
    get { self.fields.first { $0.key == .text(name) }?.value }
    set {
      guard let index = self.fields.firstIndex(where: { $0.key == .text(name) }) else {
        if let newValue { self.fields.append(.init(name, newValue)) }
        return
      }
      if let newValue {
        self.fields[index].value = newValue
      } else {
        self.fields.remove(at: index)
      }
    }
  }

  /// The document, signed (RFC 9052 §4.4: COSE_Sign1, r ‖ s).
  package func octets(signedBy key: SimulatedKey) throws(AttesterError) -> [UInt8] {
    let payload = self.payload ?? (self.isOpen ? LooseCBOR.openMap(self.fields) : .map(self.closedFields)).octets
    let signed = LooseCBOR.array([
      .text("Signature1"), .bytes(self.protected), .bytes([]), .bytes(payload),
    ]).octets
    let signature = try key.rawSignature(signed)
    var items: [LooseCBOR] = [
      .bytes(self.protected), self.unprotected, .bytes(payload),
      .bytes(self.signatureFault?.applied(to: signature) ?? signature),
    ]
    self.changeItems(&items)
    let document = LooseCBOR.array(items)
    return (self.tag.map { LooseCBOR.tagged($0, document) } ?? document).octets + self.trailing
  }

  private var closedFields: [LooseCBOR.Entry] {
    self.fields.map { field in
      guard case .openMap(let entries) = field.value else { return field }
      return .init(field.key, .map(entries))
    }
  }
}
