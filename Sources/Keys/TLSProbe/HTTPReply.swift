/// The head of an HTTP reply, and as much of its body as was asked for.
public struct HTTPReply: Sendable {
  /// The status code of the final reply; interim ones (1xx) are passed over.
  public let status: Int
  /// All fields in their order.
  public let headers: [(name: String, value: String)]
  /// The beginning of an HTML body; empty unless it was asked for.
  public let bodyPrefix: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)], bodyPrefix: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.bodyPrefix = bodyPrefix
  }

  /// The values of all fields of this name, whatever its case.
  public func values(of name: String) -> [String] {
    let name = name.lowercased()
    return self.headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// Whether a browser may show this as HTML: it says so, or says nothing and would be sniffed.
  public var mayBeHTML: Bool {
    guard let type = self.values(of: "content-type").last else { return true }
    let essence = type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased()
    return ["", "text/html", "application/xhtml+xml", "*/*", "unknown/unknown", "application/unknown"]
      .contains(essence)
  }
}
