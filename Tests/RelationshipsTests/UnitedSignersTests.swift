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

  /// Says nothing but this.
  private struct FailingSigner: HostSigner {
    let failure: StepFailure
    func keys(of host: HostName) async throws(StepFailure) -> [HostKey] { throw self.failure }
    func sign(_ statement: Statement) async throws(StepFailure) -> [UInt8] { throw self.failure }
  }

  @Test("while one cannot be asked the keys are not known, and one that refuses counts before it")
  func silent() async throws {
    self.hold([try PrivateKey.generate(.p256)], 0)
    let silent = FailingSigner(failure: .unavailable("signerUnreachable", "192.0.2.20:7444 cannot be reached"))
    let refusing = FailingSigner(failure: .refused("signerHostNotNamed", "not named"))
    for (others, code) in [([silent], "signerUnreachable"), ([silent, refusing], "signerHostNotNamed")] {
      await #expect { try await UnitedSigners([self.signers[0]] + others).keys(of: self.host) } throws: {
        ($0 as? StepFailure)?.code == code
      }
    }
  }

  @Test("keys that were retired and still lie there do not keep the others from being declared, up to 64")
  func retired() async throws {
    let keys = try (0..<17).map { _ in try PrivateKey.generate(.p256) }
    self.hold(Array(keys[..<9]), 0)
    self.hold(Array(keys[9...]), 1)
    let served = ServedHost(name: self.host, signer: self.united)
    await #expect { try await served.keys(now: 0) } throws: { error in
      (error as? StepFailure)?.code == "tooManyKeys" && "\(error)".contains("warifu key retire")
    }
    var choice = HostKeyChoice()
    choice.retire(keys[3].publicKey.digest)
    let declared = try await served.keys(choice, now: 0).map(\.key)
    #expect(declared.count == 16 && !declared.contains(keys[3].publicKey))

    self.hold(try (0..<56).map { _ in try PrivateKey.generate(.p256) }, 1)
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
