/// Which program appraised (draft-ietf-rats-ar4si §3.3).
public struct VerifierIdentity: Sendable, Hashable {
  /// Who makes it.
  public let developer: String
  /// Which version of it.
  public let build: String

  public init(developer: String = "warifu", build: String) {
    self.developer = developer
    self.build = build
  }
}
