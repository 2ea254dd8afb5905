import Testing

@testable import Attestation

@Suite("The vendors' roots are pinned by digest")
struct TrustedRootsTests {
  @Test("what is pinned is what the vendors publish, octet for octet")
  func published() {
    let roots = TrustedRoots()
    #expect(
      Hexadecimal.text(roots.nitro) == "641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b")
    #expect(
      roots.amd.mapValues { Hexadecimal.text($0) } == [
        "Milan": "9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9",
        "Genoa": "429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831",
        "Turin": "4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08",
      ])
    #expect(
      Hexadecimal.text(roots.intel) == "a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e")
    #expect(roots.simulated.isEmpty)
  }

  @Test(
    "with any octet of a pin changed, what is real is not trusted any more",
    .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset), arguments: EvidenceFormat.allCases)
  func changed(_ format: EvidenceFormat) throws {
    let vector = try #require(
      try EvidenceVectorTests.positives().first { $0.file.hasPrefix("\(format)/") && $0.expect == "accept" })
    let evidence = try Evidence(try EvidenceVectors.octets(vector.file))
    func verify(_ roots: TrustedRoots) throws {
      _ = try EvidenceVerifier(roots: roots).verify(evidence, endorsements: vector.endorsements, now: vector.now)
    }
    try verify(TrustedRoots())
    for place in 0..<32 {
      let roots = TrustedRoots(
        nitro: Self.changed(TrustedRoots.nitroDER, at: place),
        amd: TrustedRoots.amdKeys.mapValues { Self.changed($0, at: place) },
        intel: Self.changed(TrustedRoots.intelKey, at: place))
      let error = #expect(throws: EvidenceError.self) { try verify(roots) }
      #expect(error?.kind == .untrustedRoot, "octet \(place)")
    }
  }

  private static func changed(_ pin: [UInt8], at place: Int) -> [UInt8] {
    var pin = pin
    pin[place] ^= 1
    return pin
  }
}
