import Foundation

/// The servers that a `resolv.conf` names.
enum SystemNameservers {
  /// - Throws: `ResolverError.systemConfiguration` when the file cannot be read or names none. (resolv.conf(5) would then ask
  ///   127.0.0.1; that it was meant is unlikely, and a failure of every lookup says less.)
  static func read(_ file: String) throws(ResolverError) -> [String] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .systemConfiguration(file: file, problem: "the file cannot be read")
    }
    let lines = String(decoding: data.prefix(1 << 16), as: UTF8.self).split(whereSeparator: \.isNewline)
    let servers = lines.compactMap { line -> String? in
      let words = line.split(whereSeparator: \.isWhitespace)
      return words.count >= 2 && words[0] == "nameserver" ? String(words[1]) : nil
    }
    guard !servers.isEmpty else { throw .systemConfiguration(file: file, problem: "it names no nameserver") }
    return servers
  }
}
