package import Logging
package import PartnerLink

extension SignerListener {
  /// Reads the identity and the agent's certificates, and makes the listener; ``SigningServer`` runs it.
  ///
  /// Throws ``AgentIdentityError``, ``PartnerCertificateError`` or ``PartnerLinkError``.
  package func server(
    for agent: SigningAgent, logger: Logger, now: @escaping @Sendable () -> Int64
  ) throws -> PartnerServer {
    let identity = try AgentIdentity.load(from: self.identityFolder, now: now())
    let pins = try self.agentFiles.map { try PartnerCertificate.load($0).pin }
    guard let agents = PinnedPartner(name: "agent", pins: pins) else {
      throw PartnerCertificateError(path: self.agentFiles.joined(separator: ", "), reason: "hold the same key twice")
    }
    return try SigningServer.remote(
      agent, at: self.address, identity: identity, agents: agents, logger: logger, now: now)
  }
}
