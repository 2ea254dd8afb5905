/// The RSA keys of a made-up AMD, which take longest to make.
package struct SimulatedSNPKeys: Sendable {
  package let ark: SimulatedKey
  package let ask: SimulatedKey

  /// - Parameter bits: AMD's have 4096, and so take seconds.
  package init(bits: Int = 2_048) throws(AttesterError) {
    self.ark = try .newRSA(bits: bits)
    self.ask = try .newRSA(bits: bits)
  }
}
