/// The vendors' roots, by digest, and made-up ones that somebody trusts on purpose.
public struct TrustedRoots: Sendable {
  /// SHA-256 of the DER of AWS's root.
  let nitro: [UInt8]
  /// SHA-256 of the SubjectPublicKeyInfo, by product line: `Milan`, `Genoa`, `Turin`.
  let amd: [String: [UInt8]]
  /// SHA-256 of the SubjectPublicKeyInfo.
  let intel: [UInt8]
  /// Digests as above, of roots of simulated TEEs of any kind.
  let simulated: Set<[UInt8]>

  /// - Parameter simulated: SHA-256 digests: of the DER (Nitro) or the SubjectPublicKeyInfo (SNP, TDX).
  public init(simulated: Set<[UInt8]> = []) {
    self.nitro = Self.nitroDER
    self.amd = Self.amdKeys
    self.intel = Self.intelKey
    self.simulated = simulated
  }

  /// For tests of the pins themselves.
  init(nitro: [UInt8], amd: [String: [UInt8]], intel: [UInt8]) {
    self.nitro = nitro
    self.amd = amd
    self.intel = intel
    self.simulated = []
  }

  static let nitroDER: [UInt8] = octets("641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b")
  static let amdKeys: [String: [UInt8]] = [
    "Milan": octets("9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9"),
    "Genoa": octets("429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831"),
    "Turin": octets("4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08"),
  ]
  static let intelKey: [UInt8] = octets("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e")

  /// Nothing has an empty digest.
  private static func octets(_ hex: String) -> [UInt8] { Hexadecimal.octets(hex) ?? [] }
}
