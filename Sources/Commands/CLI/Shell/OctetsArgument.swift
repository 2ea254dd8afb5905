import ArgumentParser
import Attestation

/// Octets as an argument: hexadecimal digits.
struct OctetsArgument: Hashable, Sendable {
  let octets: [UInt8]

  init(argument: String) throws {
    guard let octets = Hexadecimal.octets(argument), !octets.isEmpty else {
      throw ValidationError("Write it in hexadecimal digits, two for each octet.")
    }
    self.octets = octets
  }
}
