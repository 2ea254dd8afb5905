/// What tells a browser which program the extension may start.
struct NativeManifest: Codable, Hashable, Sendable {
  /// By this name the extension asks for the program.
  static let hostName = "warifu_browser_host"
  private static let mark = "Warifu"

  let name: String
  let description: String
  /// The program.
  let path: String
  let type: String
  /// For Firefox.
  let allowedExtensions: [String]?
  /// For browsers of the Chromium family.
  let allowedOrigins: [String]?

  private enum CodingKeys: String, CodingKey {
    case name, description, path, type
    case allowedExtensions = "allowed_extensions"
    case allowedOrigins = "allowed_origins"
  }

  /// - Parameter extensionID: nil for Firefox.
  init(host: String, extensionID: ExtensionID?) {
    self.name = Self.hostName
    self.description = "\(Self.mark): looks up whether two sites agreed that you are sent from one to the other"
    self.path = host
    self.type = "stdio"
    self.allowedExtensions = extensionID == nil ? [ExtensionID.firefox] : nil
    self.allowedOrigins = extensionID.map { [$0.origin] }
  }

  /// Whether this program wrote it, in this or another version.
  var isOurs: Bool { self.name == Self.hostName && self.description.hasPrefix(Self.mark) }

  /// What keeps a browser from taking it; nil where nothing does.
  var fault: String? {
    if self.name != Self.hostName { return "its name is '\(self.name)' instead of '\(Self.hostName)'" }
    if self.type != "stdio" { return "its type is '\(self.type)' instead of 'stdio'" }
    return self.path.hasPrefix("/") ? nil : "its path '\(self.path)' is not absolute"
  }

  /// Whether the extension may start the program.
  ///
  /// - Parameter extensionID: nil for Firefox's; for the others where any will do.
  func allows(_ browser: Browser, _ extensionID: ExtensionID?) -> Bool {
    switch browser {
    case .firefox: self.allowedExtensions?.contains(ExtensionID.firefox) == true
    case .chromium, .chrome:
      extensionID.map { self.allowedOrigins?.contains($0.origin) == true } ?? (self.allowedOrigins?.isEmpty == false)
    }
  }
}
