package import Declarations

/// A host whose keys the signing agent uses, and the hosts it may declare a relationship with.
package struct SignerHost: Hashable, Sendable {
  package let name: HostName
  /// Absolute paths of PEM files, or of folders all of whose `.pem` and `.key` files are meant.
  package let keyPaths: [String]
  package let with: Set<HostName>

  package init(name: HostName, keyPaths: [String], with: Set<HostName>) {
    self.name = name
    self.keyPaths = keyPaths
    self.with = with
  }
}
