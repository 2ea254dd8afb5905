import ArgumentParser

/// By what name a browser of the Chromium family knows the extension: 32 letters from a to p.
struct ExtensionID: ExpressibleByArgument, Hashable, Sendable {
  /// The extension for Firefox; it stands in its manifest.
  static let firefox = "{7d1f3c52-0b0e-4c0b-9a55-6f0f5d9c2e41}"

  /// The extension for Chromium where it was not packed with another key: its manifest holds the key that this name is of.
  static let chromium = ExtensionID(text: "bjkmkkmelbkdhlhidhjompmhlaplcahh")

  let text: String

  private init(text: String) {
    self.text = text
  }

  init?(argument: String) {
    guard argument.utf8.count == 32, argument.utf8.allSatisfy((UInt8(ascii: "a")...UInt8(ascii: "p")).contains) else {
      return nil
    }
    self.text = argument
  }

  var origin: String { "chrome-extension://\(self.text)/" }
}
