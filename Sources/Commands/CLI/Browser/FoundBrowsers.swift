import Foundation

/// The browsers of one kind that a user can start.
struct FoundBrowsers: Hashable, Sendable {
  /// One that runs in a sandbox, out of which it cannot start a program.
  struct Confined: Hashable, Sendable {
    enum Kind: String, Sendable {
      case flatpak = "Flatpak"
      case snap = "Snap"
    }

    let kind: Kind
    /// Where it was seen.
    let place: String
  }

  let browser: Browser
  /// Programs that can start a native host.
  let ordinary: [String]
  let confined: [Confined]

  init(_ browser: Browser, _ places: UserPlaces) {
    self.browser = browser
    var confined = Self.folders(browser, places).filter { FileManager.default.fileExists(atPath: $0.place) }
    var ordinary: [String] = []
    var seen: Set<String> = []
    for path in browser.programs.compactMap(places.program) {
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if let kind = Self.confinement(path, real) {
        confined.append(Confined(kind: kind, place: path))
      } else if seen.insert(real).inserted {
        ordinary.append(path)
      }
    }
    self.ordinary = ordinary
    self.confined = confined
  }

  /// Whether there are only such as cannot ask.
  var areAllConfined: Bool { self.ordinary.isEmpty && !self.confined.isEmpty }

  private static func folders(_ browser: Browser, _ places: UserPlaces) -> [Confined] {
    var folders = [Confined(kind: .flatpak, place: "\(places.home)/.var/app/\(browser.flatpak)")]
    if let snap = browser.snap {
      folders += ["\(places.home)/snap/\(snap)", "/snap/bin/\(snap)"].map { Confined(kind: .snap, place: $0) }
    }
    return folders
  }

  /// Distributions put links and short scripts in the place of a browser that is a Snap or a Flatpak.
  private static func confinement(_ path: String, _ real: String) -> Confined.Kind? {
    if path.hasPrefix("/snap/") || real.hasPrefix("/snap/") || real.hasSuffix("/bin/snap") { return .snap }
    if real.contains("/flatpak/") || real.hasSuffix("/bin/flatpak") { return .flatpak }
    guard let script = FileHandle(forReadingAtPath: real) else { return nil }
    defer { try? script.close() }
    let text = String(decoding: (try? script.read(upToCount: 16_384)) ?? Data(), as: UTF8.self)
    guard text.hasPrefix("#!") else { return nil }
    if text.contains("/snap/bin/") || text.contains("snap run ") { return .snap }
    return text.contains("flatpak run ") ? .flatpak : nil
  }
}
