import Foundation

/// What a browser says of its version.
struct BrowserVersion: Hashable, Sendable {
  /// As in `Mozilla Firefox 140.5.0esr`.
  let text: String

  /// Whether it honours the preference that lets unsigned extensions in: extended support and nightly builds do, releases do not.
  var honoursUnsignedPreference: Bool {
    self.text.contains("esr") || self.text.wholeMatch(of: /.*[0-9]a[0-9]+/) != nil
  }

  /// - Returns: nil where the program does not say.
  static func of(_ program: String) async -> BrowserVersion? {
    let child = await ChildProgram(path: program, arguments: ["--version"]).exchange(within: .seconds(10)) { _ in false
    }
    guard case .ended(let output, _) = child,
      let line = String(decoding: output.prefix(4_096), as: UTF8.self).split(whereSeparator: \.isNewline).last
    else { return nil }
    return BrowserVersion(text: line.trimmingCharacters(in: .whitespaces))
  }
}
