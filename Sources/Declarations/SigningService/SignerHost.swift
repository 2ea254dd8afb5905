package import Declarations
package import Settings

/// A host whose keys the signing agent uses, and the hosts it may declare a relationship with.
package struct SignerHost: Hashable, Sendable {
  /// A PEM file, or a folder (ending in `/`) all of whose `.pem` and `.key` files are meant.
  package struct KeyPath: Hashable, Sendable {
    /// Absolute.
    package let path: String
    /// What in signer.yaml names it.
    package let place: SettingsPlace

    package init(path: String, place: SettingsPlace) {
      self.path = path
      self.place = place
    }
  }

  package let name: HostName
  /// Where the host itself stands in signer.yaml.
  package let place: SettingsPlace
  package let keyPaths: [KeyPath]
  package let with: Set<HostName>

  package init(name: HostName, place: SettingsPlace, keyPaths: [KeyPath], with: Set<HostName>) {
    self.name = name
    self.place = place
    self.keyPaths = keyPaths
    self.with = with
  }
}
