package import PartnerLink
package import SigningService

extension SignerPlace {
  /// A client for the signing agent there.
  ///
  /// - Parameters:
  ///   - identity: what the agent shows to one on another machine.
  ///   - now: Unix seconds.
  package func client(
    _ identity: AgentIdentity, now: @escaping @Sendable () -> Int64
  ) throws -> SigningClient {
    switch self {
    case .socket(let path): return try SigningClient(socket: path)
    case .remote(let address, let pin):
      let signer = PinnedPartner(name: "the signing agent", pin: pin)
      var limits = PartnerLimits()
      limits.call = .seconds(5)
      return SigningClient(
        over: try PartnerClient(identity, to: signer, at: address, limits: limits, now: now), deadline: limits.call)
    }
  }
}
