import ArgumentParser
import Attestation

/// Which roots collateral may lead to.
struct CollateralRootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also take what leads to this made-up root, by the SHA-256 of its public key in hexadecimal; may be given several times. For trials only.",
      valueName: "digest"))
  var simulatedRoot: [String] = []

  func validate() throws {
    for text in self.simulatedRoot where Hexadecimal.octets(text)?.count != 32 {
      throw ValidationError("'\(text)' is no SHA-256 in hexadecimal: it has 64 digits.")
    }
  }

  var digests: Set<[UInt8]> { Set(self.simulatedRoot.compactMap { Hexadecimal.octets($0) }) }
  var roots: TrustedRoots { TrustedRoots(simulated: self.digests) }
}
