/// The part of the WHATWG URL parser (§4.4) that `http` and `https` URLs and references to them need.
struct URLReferenceParser {
  /// More than any reply's head holds.
  private static let maximumScalars = 65_536

  private let base: HTTPURL?
  private var rest: ArraySlice<Unicode.Scalar>

  init(_ reference: String, base: HTTPURL?) throws(URLProblem) {
    let scalars = Array(reference.unicodeScalars.prefix(Self.maximumScalars + 1))
    guard scalars.count <= Self.maximumScalars else { throw URLProblem("the URL is too long") }
    var rest = scalars[...]
    while let first = rest.first, first.value <= 0x20 { rest = rest.dropFirst() }
    while let last = rest.last, last.value <= 0x20 { rest = rest.dropLast() }
    let kept = rest.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" }
    self.rest = kept.prefix { $0 != "#" }
    self.base = base
  }

  mutating func parse() throws(URLProblem) -> RedirectTarget {
    if let name = self.takeScheme() {
      guard let scheme = HTTPURL.Scheme(rawValue: name) else { return .otherScheme(name) }
      // "https:page" is a relative reference on an https page, and "https:host" an absolute one elsewhere.
      if let base = self.base, base.scheme == scheme, !self.startsWithTwoSlashes {
        return .http(try self.relative(to: base))
      }
      return .http(try self.absolute(scheme))
    }
    guard let base = self.base else { throw URLProblem("the URL has no scheme; write https:// before it") }
    return .http(self.startsWithTwoSlashes ? try self.absolute(base.scheme) : try self.relative(to: base))
  }

  private static func isSlash(_ scalar: Unicode.Scalar) -> Bool { scalar == "/" || scalar == "\\" }

  private var startsWithTwoSlashes: Bool { self.rest.count >= 2 && self.rest.prefix(2).allSatisfy(Self.isSlash) }

  /// Takes `name:` off the beginning; the name in lower case.
  private mutating func takeScheme() -> String? {
    guard let first = self.rest.first, first.isASCII, first.properties.isAlphabetic else { return nil }
    let name = self.rest.prefix { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar || "+-.".unicodeScalars.contains(scalar))
    }
    guard self.rest.dropFirst(name.count).first == ":" else { return nil }
    self.rest = self.rest.dropFirst(name.count + 1)
    return String(String.UnicodeScalarView(name)).lowercased()
  }

  private mutating func absolute(_ scheme: HTTPURL.Scheme) throws(URLProblem) -> HTTPURL {
    self.rest = self.rest.drop(while: Self.isSlash)
    let authority = self.rest.prefix { !Self.isSlash($0) && $0 != "?" }
    self.rest = self.rest.dropFirst(authority.count)
    let (path, query) = self.takePathAndQuery()
    return HTTPURL(
      scheme: scheme, authority: try URLAuthority(authority),
      target: URLPath.target(URLPath.segments(path, after: []), query))
  }

  private mutating func relative(to base: HTTPURL) throws(URLProblem) -> HTTPURL {
    let authority = URLAuthority(of: base)
    let (basePath, baseQuery) = URLPath.split(base.target)
    guard let first = self.rest.first else { return base }
    let (path, query) = self.takePathAndQuery()
    let target =
      if Self.isSlash(first) {
        URLPath.target(URLPath.segments(path, after: []), query)
      } else if first == "?" {
        basePath + URLPath.query(query ?? baseQuery)
      } else {
        URLPath.target(URLPath.segments(path, after: URLPath.folders(basePath)), query)
      }
    return HTTPURL(scheme: base.scheme, authority: authority, target: target)
  }

  private func takePathAndQuery() -> (path: ArraySlice<Unicode.Scalar>, query: ArraySlice<Unicode.Scalar>?) {
    let path = self.rest.prefix { $0 != "?" }
    return path.count == self.rest.count ? (path, nil) : (path, self.rest.dropFirst(path.count + 1))
  }
}
