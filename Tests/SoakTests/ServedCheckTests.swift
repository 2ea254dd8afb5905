import Declarations
import TLSKeys
import Testing

@testable import Soak

@Suite("What a zone serves of a pair is one round's whole, or it is noticed")
struct ServedCheckTests {
  private let pair: SoakPair
  private let origin: [PrivateKey]
  private let destination: [PrivateKey]

  init() throws {
    self.pair = SoakPair(origin: try HostName("a.test"), destination: try HostName("b.test"), publisher: .shop)
    self.origin = try [.generate(.p256), .generate(.p256)]
    self.destination = try [.generate(.p256)]
  }

  /// The half signed with these keys over those.
  private func half(
    _ signer: HostName, _ keys: [PrivateKey], over targets: [PrivateKey], at time: Int64
  ) throws -> Set<
    String
  > {
    try Set(
      keys.map { key in
        let statement = try Statement(
          origin: self.pair.origin, destination: self.pair.destination, signer: signer,
          algorithm: key.publicKey.algorithm, notBefore: time, expires: time + 86_400,
          signerKey: key.publicKey.digest, targetKeys: targets.map(\.publicKey.digest).sorted())
        return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
      })
  }

  private func look(_ texts: Set<String>, originKeys: [PrivateKey]? = nil) -> String {
    let check = ServedCheck(
      pair: self.pair, originKeys: (originKeys ?? self.origin).map(\.publicKey),
      destinationKeys: self.destination.map(\.publicKey))
    return switch check.look(at: texts) {
    case .nothing: "nothing"
    case .halves: "halves"
    case .broken(let reason): reason
    }
  }

  @Test("both halves, or nothing, are whole; anything else is not")
  func sights() throws {
    let (a, b) = (self.pair.origin, self.pair.destination)
    let ours = try self.half(a, self.origin, over: self.destination, at: 1_000)
    let theirs = try self.half(b, self.destination, over: self.origin, at: 1_000)
    #expect(self.look([]) == "nothing")
    #expect(self.look(ours.union(theirs)) == "halves")
    #expect(self.look(ours) == "one half only")
    #expect(self.look(theirs) == "one half only")
    let missing = try #require(ours.first)
    #expect(self.look(ours.union(theirs).subtracting([missing])).contains("other keys"))
    let later = try self.half(a, self.origin, over: self.destination, at: 2_000)
    #expect(self.look(ours.union(theirs).union(later)) == "a half with records of two rounds")
    #expect(self.look(ours.union(theirs), originKeys: [self.origin[0]]).contains("none of its keys signed"))
    let older = try self.half(b, self.destination, over: [self.origin[0]], at: 1_000)
    #expect(self.look(ours.union(older)).contains("other keys"))
    #expect(self.look(["something else"]).contains("a record that is none"))
  }
}
