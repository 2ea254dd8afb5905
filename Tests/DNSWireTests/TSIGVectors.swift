import Testing

@testable import DNSWire

/// Signed exchanges made with Python's `hmac` and `struct` from RFC 8945 §4.3, not with this code: an update that deletes
/// `x.ec-1.test TXT` under the key `Agent.Key` (secret 00 01 … 1f), its name written in lower case, signed at 1790000000,
/// and the answer a second later, in which the server writes the key's name as it was configured.
struct TSIGVector: Sendable, CustomTestStringConvertible {
  let algorithm: TSIGAlgorithm
  let request: [UInt8]
  let response: [UInt8]

  var testDescription: String { algorithm.rawValue }

  static let time: UInt64 = 1_790_000_000

  var key: TSIGKey {
    get throws { try TSIGKey(name: DomainName("Agent.Key"), algorithm: algorithm, secret: Array(0..<32)) }
  }

  static func update() throws -> DNSMessage {
    let zone = try DomainName("ec-1.test")
    return UpdateMessage(zone: zone, changes: [.deleteRRset(try DomainName("x.ec-1.test"), .txt)]).message(id: 0x1234)
  }

  init(_ algorithm: TSIGAlgorithm, length: String, requestMAC: String, responseMAC: String) {
    self.algorithm = algorithm
    let label = "0b" + algorithm.rawValue.utf8.map { String($0, radix: 16) }.joined() + "00"
    let digits = String(algorithm.macLength, radix: 16)
    func data(_ time: String, _ mac: String) -> String {
      "\(length)\(label)0000\(time)012c00\(digits)\(mac)123400000000"
    }
    request = hex(
      "1234280000010000000100010465632d31047465737400000600010178c00c001000ff00000000"
        + "0000056167656e74036b65790000fa00ff00000000" + data("6ab13b80", requestMAC))
    response = hex(
      "1234a80000010000000000010465632d310474657374000006000105"
        + "4167656e74034b65790000fa00ff00000000" + data("6ab13b81", responseMAC))
  }

  static let all = [
    TSIGVector(
      .hmacSHA256, length: "003d",
      requestMAC: "c503f714c108c44cee0b0a7d746507c08608b5aba20642185e20faf82575535f",
      responseMAC: "6ba693d3bab2f50a6b333f6bc04516620cb270d239af94150cc9eb6a0843eb46"),
    TSIGVector(
      .hmacSHA384, length: "004d",
      requestMAC: "7181e9b0be12dbdc9902041d311d992f02f0c7581fed8fd42a02da6d1e851fbd85a71b6cc36ada60462b136ef11c9cea",
      responseMAC: "7cfae53985abd0dda36bcdde35e2d12d9e38d84f6eea7b0776ee3ed30c509754e2081ee61e796c22726c742697348957"),
    TSIGVector(
      .hmacSHA512, length: "005d",
      requestMAC: "571e2f717371a6542bd731d8b54e1e1f703052d973168bb63e7cab0ae6d91d0a"
        + "f7ac56d06a2dbd12dc79f94f8b152f5c4bcaf1cd44c2c0489659659371b83e57",
      responseMAC: "5b2ce13839fe8b662c18a08afa6e39455ea0e1c669428e7646a1d12a7ebfd2ef"
        + "db9ce944d3b1f301d25a3f43e321f6be0eead68348606231b0a264d57bc96b26"),
  ]
}
