package import Logging
package import PartnerLink
import TLSKeys

extension SignerListener {
  /// Reads the identity and the agent's certificates, and makes the listener; ``SigningServer`` runs it.
  ///
  /// Throws ``AgentIdentityError``, ``PartnerCertificateError`` or ``PartnerLinkError``.
  package func server(
    for signer: CurrentSigner, logger: Logger, now: @escaping @Sendable () -> Int64
  ) throws -> PartnerServer {
    let identity = try AgentIdentity.load(from: self.identityFolder, now: now())
    return try SigningServer.remote(
      signer, at: self.address, identity: identity, agents: try self.agents(), logger: logger, now: now)
  }

  /// Reads the agent's certificates.
  package func agents() throws(PartnerCertificateError) -> PinnedPartner {
    var pins: [KeyDigest] = []
    for file in self.agentFiles { pins.append(try PartnerCertificate.load(file).pin) }
    guard let agents = PinnedPartner(name: "agent", pins: pins) else {
      throw PartnerCertificateError(path: self.agentFiles.joined(separator: ", "), reason: "hold the same key twice")
    }
    return agents
  }
}
