import Attestation

/// An AWS Nitro attestation document.
enum NitroFields {
  static func fields(_ document: NitroDocument, octets: [UInt8]) -> [ShownField] {
    [
      self.message(document.message, octets: octets),
      ShownField("moduleId", "module_id", .text(document.moduleID), "instance and enclave"),
      ShownField(
        "timestamp", "timestamp", .milliseconds(document.timestamp), "\(document.timestamp) ms since 1970"),
      ShownField("digest", "digest", .text("SHA384"), "of the registers"),
      ShownField("isDebug", "debug mode", .flag(document.isDebug), document.isDebug ? "PCR0 to PCR2 are zero" : ""),
      self.registers(document),
      CertificateFields.field("certificate", "certificate, whose key signed the document", der: document.certificate),
      ShownField(
        list: "cabundle", "cabundle", "root first",
        document.cabundle.enumerated().map { index, der in
          CertificateFields.field("", "\(index)\(index == 0 ? ", the root" : "")", der: der)
        }),
      self.given("publicKey", "public_key", document.publicKey),
      self.given("userData", "user_data", document.userData),
      self.given("nonce", "nonce", document.nonce),
    ] + self.unknown(document)
  }

  // MARK: COSE

  private static func message(_ message: COSESign1, octets: [UInt8]) -> ShownField {
    let isTagged = octets.first == 0xC0 | UInt8(COSESign1.tag)
    return ShownField(
      "message", "COSE_Sign1 message", "RFC 9052",
      parts: [
        ShownField(
          "tag", "CBOR tag", isTagged ? .number(COSESign1.tag) : .nothing, isTagged ? "" : "as AWS writes it"),
        ShownField(
          "protectedHeader", "protected header", .octets(message.protected),
          "algorithm \(COSEAlgorithm.es384.rawValue): ES384, ECDSA P-384 with SHA-384"),
        ShownField(
          "unprotectedHeader", "unprotected header",
          message.unprotected.isEmpty ? .nothing : .octets(CBOR.map(message.unprotected).encoded),
          message.unprotected.isEmpty ? "" : "as CBOR; nobody asks it"),
        ShownField(
          "payloadOctets", "payload", .number(UInt64(message.payload.count)),
          "octets, a map \(message.payload.first == 0xBF ? "of indefinite length" : "that says its length")"),
        ShownField("signature", "signature", .octets(message.signature), "r and s"),
      ])
  }

  // MARK: Registers

  private static let meanings = [
    0: "the image, all of it", 1: "kernel and what boots it", 2: "application, without what boots it",
    3: "role of the parent instance", 4: "id of the parent instance", 8: "certificate that signed the image",
  ]

  private static func registers(_ document: NitroDocument) -> ShownField {
    let heading =
      document.isDebug
      ? "in debug mode nothing of the code is measured"
      : "platform configuration registers; each is what was extended into it"
    return ShownField(
      "pcrs", "registers", heading,
      parts: document.pcrs.map { pcr in
        let isZero = pcr.value.allSatisfy { $0 == 0 }
        return ShownField(
          "pcr\(pcr.index)", "PCR\(pcr.index)", .octets(pcr.value), self.meaning(pcr.index, isZero: isZero))
      })
  }

  private static func meaning(_ index: Int, isZero: Bool) -> String {
    let use = self.meanings[index] ?? (index > 15 ? "the enclave's own" : "AWS gives it no use")
    return isZero ? "\(use); nothing was measured" : use
  }

  // MARK: What the enclave put in

  private static func given(_ key: String, _ label: String, _ octets: [UInt8]?) -> ShownField {
    guard let octets else { return ShownField(key, label, .nothing) }
    return ShownField(key, label, .octets(octets), GivenOctets.meaning(octets))
  }

  /// Entries of the payload that are none of AWS's.
  private static func unknown(_ document: NitroDocument) -> [ShownField] {
    guard document.unknownFields > 0, let entries = try? CBOR(decoding: document.message.payload).entries else {
      return []
    }
    let known: Set = [
      "module_id", "digest", "timestamp", "pcrs", "certificate", "cabundle", "public_key", "user_data", "nonce",
    ]
    let others = entries.filter { $0.key.string.map { !known.contains($0) } ?? true }
    return [
      ShownField(
        list: "otherFields", "other fields", "nobody here knows them",
        others.map { entry in
          let key = entry.key.string ?? "a key in CBOR, \(ShownValue.hex(entry.key.encoded))"
          return ShownField(
            "", key,
            parts: [
              ShownField("name", "name", .text(key)), ShownField("cbor", "value in CBOR", .octets(entry.value.encoded)),
            ])
        })
    ]
  }
}
