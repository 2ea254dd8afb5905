import Crypto
import TLSKeys

@testable import Attestation

/// A document that can be changed in every place before it is signed.
struct NitroDraft {
  /// Of the payload's map.
  var fields: [CBOR.Entry]
  var protected: [UInt8] = [0xA1, 0x01, 0x38, 0x22]
  var unprotected: [CBOR.Entry] = []
  /// nil for what the fields are, encoded.
  var payload: [UInt8]?
  private let key: TLSKeys.PrivateKey

  init(_ chain: NitroChain, madeAt milliseconds: Int64 = NitroChain.now * 1_000) {
    self.key = chain.key
    let pcrs = (0..<16).map { CBOR.Entry(.int($0), .bytes(Array(repeating: $0 < 5 ? UInt8($0 + 1) : 0, count: 48))) }
    self.fields = [
      CBOR.Entry(.text("module_id"), .text("i-0123456789abcdef0-enc0123456789abcdef")),
      CBOR.Entry(.text("digest"), .text("SHA384")),
      CBOR.Entry(.text("timestamp"), .int(milliseconds)), CBOR.Entry(.text("pcrs"), .map(pcrs)),
      CBOR.Entry(.text("certificate"), .bytes(chain.certificates.last ?? [])),
      CBOR.Entry(.text("cabundle"), .array(chain.certificates.dropLast().map(CBOR.bytes))),
      CBOR.Entry(.text("public_key"), .null), CBOR.Entry(.text("user_data"), .bytes([7, 7])),
      CBOR.Entry(.text("nonce"), .null),
    ]
  }

  /// Setting nil takes the field away.
  subscript(_ name: String) -> CBOR? {
    get { CBOR.map(self.fields)[name] }
    set {
      let place = self.fields.firstIndex { $0.key == .text(name) }
      switch (place, newValue) {
      case (let place?, let value?): self.fields[place] = CBOR.Entry(.text(name), value)
      case (let place?, nil): self.fields.remove(at: place)
      case (nil, let value?): self.fields.append(CBOR.Entry(.text(name), value))
      case (nil, nil): break
      }
    }
  }

  /// The registers, to be changed one by one.
  var pcrs: [CBOR.Entry] {
    get { self["pcrs"]?.entries ?? [] }
    set { self["pcrs"] = .map(newValue) }
  }

  func message() throws -> COSESign1 {
    // A leaf of another curve cannot sign documents of this kind: then somebody else does.
    let key = self.key.publicKey.algorithm == .es384 ? self.key : try TLSKeys.PrivateKey.generate(.p384)
    return try COSESign1.sign(
      payload: self.payload ?? CBOR.map(self.fields).encoded, protectedOctets: self.protected,
      unprotected: self.unprotected, by: key)
  }

  /// As AWS writes it, without a tag.
  func octets() throws -> [UInt8] { try self.message().untagged.encoded }
}
