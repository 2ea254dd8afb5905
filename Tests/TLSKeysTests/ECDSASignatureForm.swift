import SwiftASN1

/// Between the two forms of ECDSA signatures: openssl's DER and the r‖s of declarations.
enum ECDSASignatureForm {
  static func raw(_ der: [UInt8], coordinate: Int) throws -> [UInt8] {
    let numbers = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
      [try ArraySlice<UInt8>(derEncoded: &nodes), try ArraySlice<UInt8>(derEncoded: &nodes)]
    }
    return numbers.flatMap { number in
      let digits = number.drop { $0 == 0 }
      return [UInt8](repeating: 0, count: coordinate - digits.count) + digits
    }
  }

  static func der(_ raw: [UInt8]) throws -> [UInt8] {
    var serializer = DER.Serializer()
    try serializer.appendConstructedNode(identifier: .sequence) { serializer in
      try serializer.serialize(raw.prefix(raw.count / 2))
      try serializer.serialize(raw.suffix(raw.count / 2))
    }
    return serializer.serializedBytes
  }
}
