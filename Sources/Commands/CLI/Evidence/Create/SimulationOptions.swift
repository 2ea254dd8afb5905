import ArgumentParser
import Attestation
import Attesters
import Crypto

/// What a simulated TEE is to say.
struct SimulationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What was measured, 48 octets: PCR0 to PCR2, the launch measurement, or MRTD. (default: some)", valueName: "hex"),
    transform: OctetsArgument.init(argument:))
  var measurement: OctetsArgument?

  @Flag(help: "In debug mode, which the default policy refuses.")
  var debug = false

  @Option(
    help: ArgumentHelp(
      "As if it were made then: 2026-03-07T01:04:33Z, or Unix seconds. (default: now)", valueName: "time"),
    transform: GivenTime.init(argument:))
  var at: GivenTime?

  var isGiven: Bool { self.measurement != nil || self.debug || self.at != nil }

  func tee(_ format: EvidenceFormat) throws -> SimulatedTEE {
    let measurement = self.measurement?.octets ?? Array(SHA384.hash(data: Array("simulated".utf8)))
    let given = self.at?.seconds
    return try SimulatedTEE(format, measurement: measurement, isDebug: self.debug, now: { given ?? Moment.now })
  }
}
