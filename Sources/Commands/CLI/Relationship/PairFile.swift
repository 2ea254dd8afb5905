import Foundation

/// A file of pairs, `ORIGIN,DESTINATION` on each line.
enum PairFile {
  private static let limit = 16 << 20

  static func read(_ path: String) throws(Complaint) -> [NamedPair] {
    guard let data = FileManager.default.contents(atPath: path), data.count <= self.limit else {
      throw .usage(
        path, "\(path) cannot be read, or is larger than \(self.limit) octets", next: "Name a file of pairs.")
    }
    var pairs: [NamedPair] = []
    for (index, line) in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).enumerated() {
      let text = line.trimmingCharacters(in: .whitespaces)
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      let words = text.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      do {
        guard words.count == 2 else { throw Complaint.usage(path, "it is not ORIGIN,DESTINATION") }
        pairs.append(try NamedPair(words[0], words[1]))
      } catch {
        throw .usage(
          "\(path):\(index + 1)", "\(path):\(index + 1): \(error)", next: "Nothing was done yet; mend the file.")
      }
    }
    guard !pairs.isEmpty else { throw .usage(path, "\(path) names no pair") }
    return pairs
  }
}
