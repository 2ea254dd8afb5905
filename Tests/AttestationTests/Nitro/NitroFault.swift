import Testing

@testable import Attestation

/// One thing that is wrong with a document's structure, and the check that must notice it.
struct NitroFault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let check: String
  let change: @Sendable (inout NitroDraft) -> Void

  private init(_ description: String, _ check: String, _ change: @escaping @Sendable (inout NitroDraft) -> Void) {
    self.testDescription = description
    self.check = check
    self.change = change
  }

  private static func field(_ name: String, _ check: String, _ value: CBOR?, _ description: String) -> Self {
    Self("\(name) \(description)", check) { $0[name] = value }
  }

  private static let mandatory: [Self] = [
    ("module_id", "nitro.module-id"), ("digest", "nitro.digest"), ("timestamp", "nitro.timestamp"),
    ("pcrs", "nitro.pcrs"),
    ("certificate", "nitro.certificate"), ("cabundle", "nitro.cabundle"),
  ].flatMap { name, check in
    [
      Self.field(name, check, nil, "absent"), Self.field(name, check, .null, "null"),
      Self.field(name, check, .bool(true), "of another type"),
    ]
  }

  private static let optional: [Self] = [
    ("public_key", "nitro.public-key"), ("user_data", "nitro.user-data"), ("nonce", "nitro.nonce"),
  ].flatMap { name, check in
    [
      Self.field(name, check, .text("text"), "a text"),
      Self.field(name, check, .bytes(Array(repeating: 1, count: 1_025)), "of 1025 octets"),
    ]
  }

  static let all: [Self] = Self.mandatory + Self.optional + Self.others

  private static let others: [Self] = [
    Self.field("module_id", "nitro.module-id", .text(""), "empty"),
    Self.field("digest", "nitro.digest", .text("SHA512"), "SHA512"),
    Self.field("timestamp", "nitro.timestamp", .int(0), "0"),
    Self.field("timestamp", "nitro.timestamp", .int(-1), "negative"),
    Self.field("timestamp", "nitro.timestamp", .unsigned(.max), "beyond all time"),
    Self.field("pcrs", "nitro.pcrs", .map([]), "empty"),
    Self("33 PCRs", "nitro.pcrs") {
      $0["pcrs"] = .map((0...32).map { CBOR.Entry(.int($0), .bytes(Array(repeating: 1, count: 48))) })
    },
    Self("PCR32", "nitro.pcr-index") { $0.pcrs[0] = CBOR.Entry(.int(32), $0.pcrs[0].value) },
    Self("PCR−1", "nitro.pcr-index") { $0.pcrs[0] = CBOR.Entry(.int(-1), $0.pcrs[0].value) },
    Self("a PCR called 0", "nitro.pcr-index") { $0.pcrs[0] = CBOR.Entry(.text("0"), $0.pcrs[0].value) },
    Self("a PCR of 47 octets", "nitro.pcr-length") {
      $0.pcrs[0] = CBOR.Entry(.int(0), .bytes(Array(repeating: 1, count: 47)))
    },
    Self("a PCR of no octets", "nitro.pcr-length") { $0.pcrs[0] = CBOR.Entry(.int(0), .bytes([])) },
    Self("PCR0 twice", "cbor.duplicate-key") { $0.pcrs.append($0.pcrs[0]) },
    Self("a nonce twice", "cbor.duplicate-key") { $0.fields.append(CBOR.Entry(.text("nonce"), .bytes([1]))) },
    Self.field("certificate", "nitro.certificate", .bytes([]), "empty"),
    Self.field("certificate", "nitro.certificate", .bytes(Array(repeating: 1, count: 1_025)), "of 1025 octets"),
    Self.field("cabundle", "nitro.cabundle", .array([]), "empty"),
    Self.field("cabundle", "nitro.cabundle", .array(Array(repeating: .bytes([1]), count: 9)), "of nine"),
    Self.field("cabundle", "nitro.ca-length", .array([.bytes([])]), "with an empty CA"),
    Self.field(
      "cabundle", "nitro.ca-length", .array([.bytes(Array(repeating: 1, count: 1_025))]), "with a CA of 1025 octets"),
    Self.field("cabundle", "nitro.ca-length", .array([.text("CA")]), "with a text"),
    Self("no octets of payload", "nitro.payload-length") { $0.payload = [] },
    Self("16385 octets of payload", "nitro.payload-length") { $0.payload = Array(repeating: 0, count: 16_385) },
    Self("a payload that is no map", "nitro.payload") { $0.payload = [0x80] },
    Self("an octet after the payload's map", "cbor.trailing") { $0.payload = CBOR.map($0.fields).encoded + [0] },
    Self("a document of 40,000 octets", "cbor.size") {
      $0.unprotected = [CBOR.Entry(.int(4), .bytes(Array(repeating: 1, count: 40_000)))]
    },
  ]
}
