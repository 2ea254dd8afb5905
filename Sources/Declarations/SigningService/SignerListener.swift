package import PartnerLink
import Settings

/// Where the signing agent also listens over pinned mutual TLS, for an agent on another machine.
package struct SignerListener: Hashable, Sendable {
  package let address: PartnerAddress
  /// Folder of the signing agent's own identity.
  package let identityFolder: String
  let identityPlace: SettingsPlace
  /// The agent's certificate files, one or two.
  package let agentFiles: [String]
  let agentPlaces: [SettingsPlace]
}
