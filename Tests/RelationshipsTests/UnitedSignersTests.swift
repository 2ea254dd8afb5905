import Declarations
import Relationships
import TLSKeys
import Testing

@Suite("Several signing agents of one host")
struct UnitedSignersTests {
  private let host: HostName
  private let signers = [PretendSigner(), PretendSigner()]
  private var united: UnitedSigners { UnitedSigners(self.signers) }

  init() throws { self.host = try HostName("shop.test") }

  private func hold(_ keys: [PrivateKey], _ index: Int) {
    let host = self.host
    self.signers[index].set { $0.keys[host] = keys }
  }

  private func statement(by key: PublicKey) throws -> Statement {
    try Statement(
      origin: self.host, destination: HostName("pay.test"), signer: self.host, algorithm: key.algorithm,
      notBefore: 1_790_000_000, expires: 1_790_086_400, signerKey: key.digest, targetKeys: [KeyDigest(spkiDER: [1])])
  }

  @Test("a key that both hold counts once, and no longer than the certificate that ends first")
  func sameKey() async throws {
    let (first, second) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    self.hold([first, second], 0)
    self.hold([first], 1)
    self.signers[1].set { $0.certificateExpires = 1_790_050_000 }
    let keys = try await self.united.keys(of: self.host)
    #expect(keys.map(\.key.digest) == [first, second].map(\.publicKey.digest).sorted())
    #expect(keys.first { $0.key == first.publicKey }?.certificateExpires == 1_790_050_000)
    #expect(keys.first { $0.key == second.publicKey }?.certificateExpires == nil)
  }

  @Test("more keys than can be declared are refused")
  func tooMany() async throws {
    self.hold(try (0..<9).map { _ in try PrivateKey.generate(.p256) }, 0)
    self.hold(try (0..<7).map { _ in try PrivateKey.generate(.p256) }, 1)
    #expect(try await self.united.keys(of: self.host).count == 16)
    self.hold(try (0..<8).map { _ in try PrivateKey.generate(.p256) }, 1)
    await #expect { try await self.united.keys(of: self.host) } throws: { ($0 as? StepFailure)?.code == "tooManyKeys" }
  }

  @Test("a key that was moved from one to the other is found there, and one that nobody holds is refused")
  func moved() async throws {
    let key = try PrivateKey.generate(.p256)
    self.hold([key], 0)
    let united = self.united
    let statement = try self.statement(by: key.publicKey)
    _ = try await united.sign(statement)
    self.hold([], 0)
    self.hold([key], 1)
    #expect(key.publicKey.verifies(try await united.sign(statement), over: statement.signedOctets))
    self.hold([], 1)
    await #expect { try await united.sign(statement) } throws: { ($0 as? StepFailure)?.code == "keyNotHeld" }
    #expect(self.signers.map(\.signed.count) == [2, 2])
  }
}
