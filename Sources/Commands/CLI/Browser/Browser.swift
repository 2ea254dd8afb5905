import ArgumentParser

/// A browser that the extension exists for.
enum Browser: String, CaseIterable, ExpressibleByArgument, Sendable {
  case firefox, chromium, chrome

  var title: String {
    switch self {
    case .firefox: "Firefox"
    case .chromium: "Chromium"
    case .chrome: "Chrome"
    }
  }

  /// What its program is called.
  var programs: [String] {
    switch self {
    case .firefox: ["firefox", "firefox-esr"]
    case .chromium: ["chromium", "chromium-browser"]
    case .chrome: ["google-chrome", "google-chrome-stable"]
    }
  }

  /// Where it looks for native manifests, below the user's home.
  var manifestFolder: String {
    switch self {
    case .firefox: ".mozilla/native-messaging-hosts"
    case .chromium: ".config/chromium/NativeMessagingHosts"
    case .chrome: ".config/google-chrome/NativeMessagingHosts"
    }
  }

  /// Its name as a Flatpak.
  var flatpak: String {
    switch self {
    case .firefox: "org.mozilla.firefox"
    case .chromium: "org.chromium.Chromium"
    case .chrome: "com.google.Chrome"
    }
  }

  /// Its name as a Snap; nil where there is none.
  var snap: String? {
    switch self {
    case .firefox: "firefox"
    case .chromium: "chromium"
    case .chrome: nil
    }
  }
}
