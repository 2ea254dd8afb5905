/// What `warifu browser uninstall` did.
struct BrowserRemoval: Encodable, Sendable {
  struct Preference: Encodable, Sendable {
    let profile: String
    let state: UnsignedPreference.Removal
  }

  let schema = 1
  let browser: String
  let manifest: String
  let removed: Bool
  /// Why the file there was not removed; nil where there was none, or it was ours.
  let foreign: String?
  /// Preferences for unsigned extensions that this program had set.
  let preferences: [Preference]
}
