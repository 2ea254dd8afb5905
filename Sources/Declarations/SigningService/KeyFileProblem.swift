package import Settings

/// A file among the keys that cannot be used, in words that name it and never quote it.
package struct KeyFileProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// What in signer.yaml names the file, or the host that is without a key.
  package let place: SettingsPlace
}
