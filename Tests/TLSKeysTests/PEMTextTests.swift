import Testing

@testable import TLSKeys

@Suite("PEM texts") struct PEMTextTests {
  private let block = "-----BEGIN PUBLIC KEY-----\nAAEC\n-----END PUBLIC KEY-----\n"

  @Test("CRLF, blanks at line ends, and text around the blocks are tolerated")
  func tolerant() throws {
    let text = "Bag Attributes\r\n  name: x\r\n" + self.block.replacing("\n", with: " \t\r\n") + "\r\nend" + self.block
    let blocks = try PEMText("subject\n" + text + "\n" + self.block).blocks
    #expect(blocks.map(\.label) == ["PUBLIC KEY", "PUBLIC KEY"])
    #expect(blocks.allSatisfy { $0.octets == [0, 1, 2] })
  }

  @Test("A text without blocks has none, and says so when a key is wanted")
  func empty() throws {
    #expect(try PEMText("").blocks.isEmpty)
    #expect(throws: KeyError.missing("private key")) { try PrivateKey(pem: self.block) }
    #expect(throws: KeyError.missing("certificate")) { try LeafCertificate(pem: self.block) }
    #expect(throws: KeyError.missing("public key or certificate")) { try PublicKey(pem: "hello") }
  }

  @Test(
    "What is not proper PEM is refused",
    arguments: [
      "-----BEGIN A-----\nAAEC\n", "-----BEGIN A-----\nAAEC\n-----END B-----\n", "-----BEGIN A-----\n-----END A-----\n",
      "-----BEGIN A-----\nAAE\n-----END A-----\n", "-----BEGIN A-----\nAA=A\n-----END A-----\n",
      "-----BEGIN A-----\nAA-_\n-----END A-----\n", "-----BEGIN A-----\nA===\n-----END A-----\n",
      "-----BEGIN A-----\nAA A\n-----END A-----\n", "-----BEGIN A-----\nAAEC\nx: y\n-----END A-----\n",
    ])
  func refused(text: String) {
    #expect(throws: KeyError.self) { try PEMText(text) }
  }

  @Test("16 blocks and 64 KiB are the limits")
  func bounds() throws {
    #expect(try PEMText(String(repeating: self.block, count: 16)).blocks.count == 16)
    #expect(throws: KeyError.self) { try PEMText(String(repeating: self.block, count: 17)) }
    #expect(throws: Never.self) { try PEMText(String(repeating: "\n", count: 65_536)) }
    #expect(throws: KeyError.self) { try PEMText(String(repeating: "\n", count: 65_537)) }
  }

  @Test("A private key among certificates is noticed, and two of them are refused")
  func privateKeys() throws {
    let key = try PrivateKey.generate(.p256)
    #expect(try PEMText(self.block + key.pkcs8PEM).holdsPrivateKey)
    #expect(try !PEMText(self.block).holdsPrivateKey)
    #expect(
      try PEMText("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAEC\n-----END ENCRYPTED PRIVATE KEY-----").holdsPrivateKey)
    #expect(try PrivateKey(pem: self.block + key.pkcs8PEM).publicKey == key.publicKey)
    #expect(throws: KeyError.self) { try PrivateKey(pem: key.pkcs8PEM + key.pkcs8PEM) }
  }
}
