import Testing

@testable import Attestation

@Suite("The structure of Nitro documents")
struct NitroDocumentTests {
  static let chain = Result { try NitroChain() }

  @Test("a document says what was put into it, tagged or not")
  func fields() throws {
    var draft = NitroDraft(try Self.chain.get())
    draft["nonce"] = .bytes([1, 2, 3])
    draft["public_key"] = .bytes(Array(repeating: 9, count: 1_024))
    draft["added_later"] = .null
    let document = try NitroDocument(decoding: draft.octets())
    #expect(document.moduleID.hasPrefix("i-0123456789abcdef0") && document.timestamp == NitroChain.now * 1_000)
    #expect(document.pcrs.map(\.index) == Array(0..<16) && document.pcrs[4].value == Array(repeating: 5, count: 48))
    #expect(document.cabundle.count == 4 && document.userData == [7, 7] && document.nonce == [1, 2, 3])
    #expect(document.publicKey?.count == 1_024 && document.unknownFields == 1 && !document.isDebug)
    let message = try draft.message()
    #expect(try NitroDocument(decoding: message.encoded).message == message)
  }

  @Test("maps of indefinite length, as documents have them since 2025, are read the same")
  func indefinite() throws {
    var draft = NitroDraft(try Self.chain.get())
    let definite = try NitroDocument(decoding: draft.octets())
    let entries = draft.fields.flatMap { $0.key.encoded + $0.value.encoded }
    draft.payload = [0xBF] + entries + [0xFF]
    let endless = try NitroDocument(decoding: draft.octets())
    #expect(
      endless.pcrs == definite.pcrs && endless.cabundle == definite.cabundle && endless.userData == definite.userData)
  }

  @Test(
    "each fault of the structure is refused by its own check, before any signature is looked at",
    arguments: NitroFault.all)
  func fault(_ fault: NitroFault) throws {
    var draft = NitroDraft(try Self.chain.get())
    fault.change(&draft)
    // The encoder sorts maps and would not notice a key twice.
    let octets = try draft.octets()
    #expect(throws: EvidenceError.malformed(fault.check, "")) { try NitroDocument(decoding: octets) }
  }

  @Test(
    "every protected header but ES384 alone is an unsupported algorithm",
    arguments: [
      "", "a0", "a10126", "a1013823", "a1012a", "a2013822 03 00", "a101 3900 22", "bf013822ff", "a1 01 65 4553333834",
      "80", "a1013822 00",
    ])
  func algorithm(protected: String) throws {
    var draft = NitroDraft(try Self.chain.get())
    draft.protected = CBORHex.octets(protected)
    draft.unprotected = [CBOR.Entry(.int(1), .int(-35))]
    let octets = try draft.octets()
    #expect(throws: EvidenceError(.unsupportedAlgorithm, "nitro.algorithm", "")) { try NitroDocument(decoding: octets) }
  }

  @Test("a signature of another length than 96 octets is malformed", arguments: [0, 64, 95, 97, 104])
  func signatureLength(count: Int) throws {
    let message = try NitroDraft(try Self.chain.get()).message()
    let other = COSESign1(
      protected: message.protected, payload: message.payload, signature: Array(repeating: 1, count: count))
    #expect(throws: EvidenceError.malformed("nitro.signature-length", "")) {
      try NitroDocument(decoding: other.encoded)
    }
  }

  @Test("every document that was cut off is malformed")
  func cutOff() throws {
    let octets = try NitroDraft(try Self.chain.get()).octets()
    for count in 0..<octets.count {
      #expect(throws: EvidenceError.malformed("cbor.truncated", "")) {
        try NitroDocument(decoding: octets.prefix(count))
      }
    }
  }

  @Test("debug mode is PCR0 to PCR2 all zero, or not there, whatever the others are")
  func debug() throws {
    var draft = NitroDraft(try Self.chain.get())
    for index in 0..<3 { draft.pcrs[index] = CBOR.Entry(.int(Int64(index)), .bytes(Array(repeating: 0, count: 48))) }
    #expect(try NitroDocument(decoding: draft.octets()).isDebug)
    draft.pcrs.removeFirst(3)
    #expect(try NitroDocument(decoding: draft.octets()).isDebug)
    draft.pcrs.append(CBOR.Entry(.int(2), .bytes(Array(repeating: 0, count: 47) + [1])))
    #expect(try !NitroDocument(decoding: draft.octets()).isDebug)
  }
}
