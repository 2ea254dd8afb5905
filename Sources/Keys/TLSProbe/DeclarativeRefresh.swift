/// The value of a `Refresh` field or of a refresh in a page (WHATWG HTML, shared declarative refresh steps).
struct DeclarativeRefresh {
  let seconds: Int
  let target: RedirectTarget

  /// Nil where a browser would do nothing: no time, foreign characters after it, an impossible URL, or a script.
  ///
  /// - Parameters:
  ///   - page: the page's own URL, which a value without URL reloads.
  ///   - base: what relative URLs are relative to.
  init?(_ value: String, page: HTTPURL, base: HTTPURL) {
    var rest = value.unicodeScalars[...]
    Self.skipBlank(&rest)
    let digits = rest.prefix { "0"..."9" ~= $0 }
    guard !digits.isEmpty || rest.first == "." else { return nil }
    self.seconds = digits.isEmpty ? 0 : Int(String(digits)) ?? .max
    rest = rest.drop { "0"..."9" ~= $0 || $0 == "." }
    if let next = rest.first {
      guard next == ";" || next == "," || Self.isBlank(next) else { return nil }
      Self.skipBlank(&rest)
      if rest.first == ";" || rest.first == "," { rest = rest.dropFirst() }
      Self.skipBlank(&rest)
    }
    guard !rest.isEmpty else {
      self.target = .http(page)
      return
    }
    switch RedirectTarget(Self.reference(rest), relativeTo: base) {
    case .unusable, .otherScheme("javascript"): return nil
    case let target: self.target = target
    }
  }

  /// Whether it leads to another URL than `page`.
  func leaves(_ page: HTTPURL) -> Bool { self.target != .http(page) }

  func redirect(_ source: Redirect.Source) -> Redirect {
    Redirect(source: source, target: self.target, delaySeconds: self.seconds)
  }

  /// The URL in what follows the time: after `url=`, where that is there, and within quotes, where these are.
  private static func reference(_ text: Substring.UnicodeScalarView) -> String {
    var rest = text
    if rest.prefix(3).elementsEqual("url".unicodeScalars, by: { $0.properties.lowercaseMapping == String($1) }) {
      rest = rest.dropFirst(3)
      self.skipBlank(&rest)
      guard rest.first == "=" else { return String(text) }
      rest = rest.dropFirst()
      self.skipBlank(&rest)
    } else if let first = text.first, first == "u" || first == "U" {
      return String(text)
    }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      rest = rest.dropFirst().prefix { $0 != quote }
    }
    return String(rest)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\u{0C}" || scalar == "\r"
  }

  private static func skipBlank(_ rest: inout Substring.UnicodeScalarView) { rest = rest.drop(while: self.isBlank) }
}
