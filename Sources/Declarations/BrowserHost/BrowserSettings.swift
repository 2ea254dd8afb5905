package import DNS
package import HopVerifier
package import Settings
import Foundation

/// What the native host is told by its file, `browser.yaml` in the user's configuration folder.
package struct BrowserSettings: Sendable {
  /// Whom to ask.
  package var resolver = ResolverChoice.system
  /// How the zones' own servers are asked.
  package var fresh = ResolverChoice.recursive
  package var trustAnchors: TrustAnchors
  /// Texts of PEM certificates that are trusted besides the system's roots: an organization's own.
  package var roots: [String] = []

  package init(trustAnchors: TrustAnchors = .standard()) {
    self.trustAnchors = trustAnchors
  }

  /// Reads the file; what it does not say stays as it is without it.
  package static func load(_ path: String) throws(SettingsError) -> BrowserSettings {
    let file = try SettingsFile.load(path)
    var settings = BrowserSettings()
    let example = "Write system, recursive, or an address such as 192.0.2.1:53."
    if let names = try file.mapIfPresent("resolver") {
      if let choice = try names.valueIfPresent("path", next: example, { try ResolverChoice($0) }) {
        settings.resolver = choice
      }
      if let choice = try names.valueIfPresent("fresh", next: example, { try ResolverChoice($0) }) {
        settings.fresh = choice
      }
      let anchors = try names.valueIfPresent("trustAnchor", next: "Name a file with DS or DNSKEY records.") {
        try TrustAnchors(contentsOf: names.absolute($0))
      }
      if let anchors { settings.trustAnchors = anchors }
    }
    settings.roots = try file.values("roots", default: [], next: "Name files with certificates in PEM form.") {
      try String(contentsOfFile: file.absolute($0), encoding: .utf8)
    }
    try file.finish()
    return settings
  }
}
