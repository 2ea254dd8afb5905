import Foundation

/// The user's profiles of Firefox, as profiles.ini names them.
struct FirefoxProfiles: Hashable, Sendable {
  /// Folders of all of them.
  let all: [String]
  /// The folder of the one that Firefox opens by itself; nil where it has never been started.
  let usual: String?

  init(_ places: UserPlaces) {
    let found = Self.folders(places).map { folder in
      FirefoxProfiles((try? String(contentsOfFile: "\(folder)/profiles.ini", encoding: .utf8)) ?? "", in: folder)
    }
    self.all = found.flatMap(\.all)
    self.usual = found.lazy.compactMap(\.usual).first
  }

  /// Where Firefox keeps them. From version 147 on it takes the second (XDG Base Directory Specification) where the first is
  /// not there; native manifests stay below `~/.mozilla` (bugzilla.mozilla.org, 2005167).
  static func folders(_ places: UserPlaces) -> [String] {
    ["\(places.home)/.mozilla/firefox", "\(places.configuration)/mozilla/firefox"]
  }

  init(_ text: String, in folder: String) {
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }
    var installed: [String] = []
    var all: [String] = []
    var marked: String?
    for section in Self.sections(text) {
      if section.name.hasPrefix("Install") {
        if let path = section.values["Default"] { installed.append(absolute(path)) }
      } else if section.name.hasPrefix("Profile"), let path = section.values["Path"] {
        all.append(absolute(path))
        if section.values["Default"] == "1" { marked = absolute(path) }
      }
    }
    self.all = all + installed.filter { !all.contains($0) }
    self.usual = installed.first(where: UserPlaces.isFolder) ?? marked.flatMap { UserPlaces.isFolder($0) ? $0 : nil }
  }

  private static func sections(_ text: String) -> [(name: String, values: [String: String])] {
    var sections: [(name: String, values: [String: String])] = []
    for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("["), line.hasSuffix("]") {
        sections.append((String(line.dropFirst().dropLast()), [:]))
      } else if let equals = line.firstIndex(of: "="), !sections.isEmpty {
        sections[sections.count - 1].values[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
    }
    return sections
  }
}
