import Foundation

/// The preference by which Firefox ESR takes extensions that nobody signed, in one profile.
///
/// What stands in `user.js` Firefox copies to `prefs.js` when it starts, where it stays.
struct UnsignedPreference: Sendable {
  static let name = "xpinstall.signatures.required"
  private static let mark =
    "// Added by `warifu browser install --allow-unsigned`; `warifu browser uninstall` takes it out again."
  private static let line = "user_pref(\"\(Self.name)\", false);"

  /// What became of it.
  enum Removal: String, Encodable, Hashable, Sendable {
    /// It was not put there by this program.
    case notOurs
    case removed
    /// Firefox has the profile open and would write its copy again, so nothing was changed.
    case keptByFirefox
  }

  /// The profile's folder.
  let profile: String

  /// What the user writes; Firefox only reads it.
  var userFile: String { "\(self.profile)/user.js" }
  /// What Firefox writes.
  private var copy: String { "\(self.profile)/prefs.js" }

  /// Whether unsigned extensions are let in from the next start of Firefox on.
  var isAllowed: Bool {
    get throws(Complaint) {
      if let wanted = try self.value(in: self.userFile) { return !wanted }
      return try self.value(in: self.copy) == false
    }
  }

  func allow() throws(Complaint) {
    var lines = try self.lines(self.userFile)
    if lines.last?.isEmpty == true { lines.removeLast() }
    try self.write(lines + [Self.mark, Self.line, ""], to: self.userFile)
  }

  func takeBack() throws(Complaint) -> Removal {
    var lines = try self.lines(self.userFile)
    guard let place = lines.firstIndex(of: Self.mark) else { return .notOurs }
    if self.isInUse { return .keptByFirefox }
    lines.remove(at: place)
    if place < lines.count, lines[place] == Self.line { lines.remove(at: place) }
    if try self.value(in: self.copy) == false {
      try self.write(try self.lines(self.copy).filter { Self.value(of: $0) == nil }, to: self.copy)
    }
    // Last, so that what fails can be tried again.
    try self.write(lines, to: self.userFile)
    return .removed
  }

  /// Firefox keeps this link, to its process, as long as it has the profile open.
  private var isInUse: Bool {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(self.profile)/lock") else {
      return false
    }
    guard let process = target.split(separator: "+").last.flatMap({ pid_t($0) }) else { return true }
    return kill(process, 0) == 0 || errno == EPERM
  }

  /// The last line counts, as for Firefox.
  private func value(in file: String) throws(Complaint) -> Bool? {
    try self.lines(file).compactMap(Self.value(of:)).last
  }

  private static func value(of line: String) -> Bool? {
    let words = line.filter { !$0.isWhitespace }
    guard words.hasPrefix("user_pref(\"\(self.name)\",") else { return nil }
    return !words.hasSuffix(",false);")
  }

  /// The file's lines, the last one empty where it ends with a newline; none where it is not there.
  private func lines(_ file: String) throws(Complaint) -> [String] {
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    do {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    } catch {
      throw Complaint(
        .failed, code: "profileFile", subject: file, message: "\(file) cannot be read as text",
        next: "Look who owns it, and what it holds.")
    }
  }

  private func write(_ lines: [String], to file: String) throws(Complaint) {
    // Some people keep it elsewhere, and a link in the profile.
    let path = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
    guard lines != [""] else {
      unlink(path)
      return
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.uint32Value ?? 0o600
    try WholeFile.write(lines.joined(separator: "\n"), to: path, mode: mode)
  }
}
