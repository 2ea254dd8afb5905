import Foundation

/// The keys from which DNSSEC validation starts: DS or DNSKEY records, normally of the root (RFC 4033 §2).
public struct TrustAnchors: Hashable, Sendable {
  /// The records in presentation format, without comments.
  let records: [String]
  /// The name whose keys are anchored: that of the first record.
  let name: String
  /// Where they came from, for messages.
  public let source: String

  /// Debian's package dns-root-data keeps the root's keys here.
  public static let systemFile = "/usr/share/dns/root.key"

  /// The root's keys: from the system's file where it is installed and readable, else the DS records of both of IANA's
  /// keys (20326 and 38696).
  public static func standard() -> TrustAnchors {
    (try? TrustAnchors(contentsOf: systemFile)) ?? TrustAnchors(records: ianaRecords, name: ".", source: "built in")
  }

  /// Reads a file of DS or DNSKEY records, one on each line, as dns-root-data, `unbound-anchor` and `kdig` write them.
  /// - Throws: `ResolverError.trustAnchor` with the file and the line when it cannot be read or holds anything else.
  public init(contentsOf file: String) throws(ResolverError) {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .trustAnchor(source: file, problem: "the file cannot be read")
    }
    guard data.count <= 1 << 16 else { throw .trustAnchor(source: file, problem: "the file is too large") }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    try self.init(lines: lines.map(String.init), source: file)
  }

  /// Takes DS or DNSKEY records in presentation format.
  /// - Throws: `ResolverError.trustAnchor` when one is something else, or there is none.
  public init(presentation: [String]) throws(ResolverError) {
    try self.init(lines: presentation, source: "given by the configuration")
  }

  private init(records: [String], name: String, source: String) {
    self.records = records
    self.name = name
    self.source = source
  }

  private init(lines: [String], source: String) throws(ResolverError) {
    var records: [String] = []
    var name: String?
    for (index, line) in lines.enumerated() {
      guard let words = AnchorLine.words(of: line) else { continue }
      if let problem = AnchorLine.problem(in: words) {
        throw .trustAnchor(source: source, problem: "line \(index + 1): \(problem)")
      }
      name = name ?? words[0]
      records.append(words.joined(separator: " "))
    }
    guard let name else { throw .trustAnchor(source: source, problem: "there is no record in it") }
    self.init(records: records, name: name, source: source)
  }

  private static let ianaRecords = [
    ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
    ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
  ]
}
