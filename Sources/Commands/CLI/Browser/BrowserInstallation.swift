/// What `warifu browser install` did.
struct BrowserInstallation: Encodable, Sendable {
  /// What became of the preference for unsigned extensions.
  enum Unsigned: String, Encodable, Sendable {
    case allowed, allowedBefore, declined
    /// There is no profile that could be changed.
    case noProfile
  }

  let schema = 1
  let browser: String
  let manifest: String
  let host: String
  /// Whether there was a manifest of ours before.
  let replaced: Bool
  /// nil where it was not asked for.
  let unsigned: Unsigned?
  /// The profile that `unsigned` is about.
  let profile: String?
  let warnings: [String]
}
