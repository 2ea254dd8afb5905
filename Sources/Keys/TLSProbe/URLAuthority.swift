/// Host and port of a URL (WHATWG URL Standard §4.4, authority, host and port states).
struct URLAuthority {
  let host: String
  let isIPLiteral: Bool
  let port: Int?

  /// The authority of a URL that is known already.
  init(of url: HTTPURL) {
    self.host = url.host
    self.isIPLiteral = url.isIPLiteral
    self.port = url.port
  }

  /// Reads what stands between the slashes and the path. A user name and password are dropped.
  init(_ scalars: ArraySlice<Unicode.Scalar>) throws(URLProblem) {
    var rest = scalars
    if let at = rest.lastIndex(of: "@") { rest = rest[(at + 1)...] }
    var host = rest
    var port: ArraySlice<Unicode.Scalar> = []
    let bracket = rest.lastIndex(of: "]") ?? rest.startIndex - 1
    if let colon = rest.lastIndex(of: ":"), colon > bracket {
      // Without brackets the first colon ends the host.
      let first = bracket < rest.startIndex ? rest.firstIndex(of: ":") ?? colon : colon
      host = rest[..<first]
      port = rest[(first + 1)...]
    }
    let parsed = try URLHost(host)
    self.host = parsed.text
    self.isIPLiteral = parsed.isIPLiteral
    self.port = try Self.port(port)
  }

  private static func port(_ digits: ArraySlice<Unicode.Scalar>) throws(URLProblem) -> Int? {
    guard !digits.isEmpty else { return nil }
    var port = 0
    for digit in digits {
      guard "0"..."9" ~= digit else { throw URLProblem("the URL's port is not a number") }
      port = port * 10 + Int(digit.value - 48)
      guard port <= 65_535 else { throw URLProblem("the URL's port is above 65535") }
    }
    guard port > 0 else { throw URLProblem("the URL's port is 0") }
    return port
  }
}
