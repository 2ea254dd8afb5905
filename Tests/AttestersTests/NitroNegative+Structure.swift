import Attestation

@testable import Attesters

extension NitroNegative {
  private static let long = LooseCBOR.bytes([UInt8](repeating: 1, count: 1_025))

  static let cbor: [Self] = [
    Self(.malformed, "cbor.truncated", "the end is missing", octets: { $0.removeLast(10) }),
    Self(.malformed, "cbor.truncated", "nothing at all", octets: { $0 = [] }),
    Self(
      .malformed, "cbor.truncated", "more items than octets",
      octets: { $0 = [0x9B] + [UInt8](repeating: 0xFF, count: 8) }),
    Self(.malformed, "cbor.trailing", "an octet after the end", document: { $0.trailing = [0] }),
    Self(
      .malformed, "cbor.trailing", "an octet after the payload's map",
      document: { $0.payload = LooseCBOR.openMap($0.fields).octets + [0xF6] }),
    Self(
      .malformed, "cbor.size", "more octets than any document has",
      document: { $0.trailing = [UInt8](repeating: 0, count: 32_768) }),
    Self(
      .malformed, "cbor.depth", "arrays in arrays",
      document: { $0.unprotected = .octets([UInt8](repeating: 0x81, count: 40) + [0xF6]) }),
    Self(
      .malformed, "cbor.head-length", "a length longer than it need be",
      document: { $0.unprotected = .octets([0xB8, 0]) }),
    Self(.malformed, "cbor.head", "a head that there is none of", document: { $0.unprotected = .octets([0x1C]) }),
    Self(.malformed, "cbor.head", "a tag of indefinite length", document: { $0.unprotected = .octets([0xDF]) }),
    Self(.malformed, "cbor.simple", "a floating point number", document: { $0.unprotected = .octets([0xF9, 0, 0]) }),
    Self(.malformed, "cbor.utf8", "text that is none", document: { $0["module_id"] = .octets([0x61, 0xFF]) }),
    Self(
      .malformed, "cbor.chunk", "a chunk of another kind",
      document: { $0["user_data"] = .octets([0x5F, 0x61, 0x61, 0xFF]) }),
    Self(
      .malformed, "cbor.duplicate-key", "a field twice",
      document: { $0.fields.append(.init("digest", .text("SHA384"))) }),
    Self(
      .malformed, "cbor.duplicate-key", "a PCR twice",
      document: {
        $0["pcrs"] = .map([
          .init(.unsigned(0), .bytes(Simulated.measurement)), .init(.unsigned(0), .bytes(Simulated.measurement)),
        ])
      }),
    Self(.malformed, "cbor.odd-map", "a key without value", document: { $0.payload = [0xBF, 0x61, 0x61, 0xFF] }),
  ]

  static let cose: [Self] = [
    Self(.malformed, "cose.tag", "the tag of COSE_Mac0", document: { $0.tag = 17 }),
    Self(.malformed, "cose.structure", "five items", document: { $0.changeItems = { $0.append(.null) } }),
    Self(.malformed, "cose.structure", "three items", document: { $0.changeItems = { $0.removeLast() } }),
    Self(.malformed, "cose.structure", "a map", octets: { $0 = [0xA0] }),
    Self(
      .malformed, "cose.protected", "a protected header that is no byte string",
      document: { $0.changeItems = { $0[0] = .map([]) } }),
    Self(.malformed, "cose.unprotected", "an unprotected header that is no map", document: { $0.unprotected = .null }),
    Self(.malformed, "cose.payload", "a payload that is elsewhere", document: { $0.changeItems = { $0[2] = .null } }),
    Self(.malformed, "cose.signature", "no signature", document: { $0.changeItems = { $0[3] = .null } }),
    Self(.malformed, "nitro.payload-length", "an empty payload", document: { $0.payload = [] }),
    Self(
      .malformed, "nitro.payload-length", "a payload of 16385 octets",
      document: { $0.payload = [UInt8](repeating: 0, count: 16_385) }),
    Self(.malformed, "nitro.signature-length", "a signature of 95 octets", document: { $0.signatureFault = .short }),
    Self(.malformed, "nitro.signature-length", "an empty signature", document: { $0.signatureFault = .replaced([]) }),
    Self(.unsupportedAlgorithm, "nitro.algorithm", "ES256", document: { $0.protected = [0xA1, 0x01, 0x26] }),
    Self(
      .unsupportedAlgorithm, "nitro.algorithm", "ES384 in the unprotected header alone",
      document: {
        $0.protected = []
        $0.unprotected = .map([.init(.unsigned(1), .negative(34))])
      }),
    Self(
      .unsupportedAlgorithm, "nitro.algorithm", "ES384 and more",
      document: { $0.protected = [0xA2, 0x01, 0x38, 0x22, 0x04, 0x41, 0x31] }),
  ]

  static let fields: [Self] = [
    Self(.malformed, "nitro.payload", "a payload that is no map", document: { $0.payload = [0x80] }),
    Self(.malformed, "nitro.module-id", "no module_id", document: { $0["module_id"] = nil }),
    Self(.malformed, "nitro.module-id", "an empty module_id", document: { $0["module_id"] = .text("") }),
    Self(.malformed, "nitro.module-id", "a module_id of octets", document: { $0["module_id"] = .bytes([1]) }),
    Self(.malformed, "nitro.digest", "no digest", document: { $0["digest"] = nil }),
    Self(.malformed, "nitro.digest", "SHA512", document: { $0["digest"] = .text("SHA512") }),
    Self(.malformed, "nitro.timestamp", "no timestamp", document: { $0["timestamp"] = nil }),
    Self(.malformed, "nitro.timestamp", "a timestamp of 0", document: { $0["timestamp"] = .unsigned(0) }),
    Self(.malformed, "nitro.timestamp", "a timestamp before 1970", document: { $0["timestamp"] = .negative(0) }),
    Self(.malformed, "nitro.timestamp", "the greatest timestamp", document: { $0["timestamp"] = .unsigned(.max) }),
    Self(.malformed, "nitro.pcrs", "no pcrs", document: { $0["pcrs"] = nil }),
    Self(.malformed, "nitro.pcrs", "pcrs that are empty", document: { $0["pcrs"] = .openMap([]) }),
    Self(
      .malformed, "nitro.pcrs", "pcrs in an array", document: { $0["pcrs"] = .array([.bytes(Simulated.measurement)]) }),
    Self(
      .malformed, "nitro.pcrs", "33 pcrs",
      document: { $0["pcrs"] = .map((0...32).map { .init(.unsigned($0), .bytes(Simulated.measurement)) }) }),
    Self(
      .malformed, "nitro.pcr-index", "PCR32",
      document: { $0["pcrs"] = .map([.init(.unsigned(32), .bytes(Simulated.measurement))]) }),
    Self(
      .malformed, "nitro.pcr-index", "a PCR named by text",
      document: { $0["pcrs"] = .map([.init("0", .bytes(Simulated.measurement))]) }),
    Self(
      .malformed, "nitro.pcr-index", "PCR-1",
      document: { $0["pcrs"] = .map([.init(.negative(0), .bytes(Simulated.measurement))]) }),
    Self(
      .malformed, "nitro.pcr-length", "a PCR of 47 octets",
      document: { $0["pcrs"] = .map([.init(.unsigned(0), .bytes(Array(Simulated.measurement.dropLast())))]) }),
    Self(
      .malformed, "nitro.pcr-length", "a PCR that is null",
      document: { $0["pcrs"] = .map([.init(.unsigned(0), .null)]) }),
    Self(.malformed, "nitro.certificate", "no certificate", document: { $0["certificate"] = nil }),
    Self(.malformed, "nitro.certificate", "an empty certificate", document: { $0["certificate"] = .bytes([]) }),
    Self(.malformed, "nitro.certificate", "a certificate of 1025 octets", document: { $0["certificate"] = Self.long }),
    Self(.malformed, "nitro.cabundle", "no cabundle", document: { $0["cabundle"] = nil }),
    Self(.malformed, "nitro.cabundle", "an empty cabundle", document: { $0["cabundle"] = .array([]) }),
    Self(
      .malformed, "nitro.cabundle", "nine CAs",
      document: { $0["cabundle"] = .array([LooseCBOR](repeating: .bytes([1]), count: 9)) }),
    Self(.malformed, "nitro.ca-length", "an empty CA", document: { $0["cabundle"] = .array([.bytes([])]) }),
    Self(.malformed, "nitro.ca-length", "a CA of 1025 octets", document: { $0["cabundle"] = .array([Self.long]) }),
    Self(.malformed, "nitro.public-key", "a public key of 1025 octets", document: { $0["public_key"] = Self.long }),
    Self(.malformed, "nitro.public-key", "a public key of text", document: { $0["public_key"] = .text("key") }),
    Self(.malformed, "nitro.user-data", "user data of 1025 octets", document: { $0["user_data"] = Self.long }),
    Self(.malformed, "nitro.user-data", "user data that is a number", document: { $0["user_data"] = .unsigned(1) }),
    Self(.malformed, "nitro.nonce", "a nonce of 1025 octets", document: { $0["nonce"] = Self.long }),
    Self(.malformed, "nitro.nonce", "a nonce of text", document: { $0["nonce"] = .text("nonce") }),
  ]
}
