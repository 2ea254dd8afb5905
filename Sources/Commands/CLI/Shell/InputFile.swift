import Foundation

/// A file that a person names, read whole and within bounds; `-` is standard input.
struct InputFile {
  let path: String
  let octets: [UInt8]

  /// What stands for standard input.
  static let standardInput = "-"

  /// - Parameter limit: The most octets that are read.
  /// - Throws: A complaint of the command line: it cannot be read, or is longer.
  init(_ path: String, limit: Int) throws(Complaint) {
    try self.init(beginning: path, limit)
    guard octets.count <= limit else {
      throw Complaint(
        .usage, code: "file", subject: path, message: "\(path) is larger than \(limit) octets",
        next: "Give what was asked for alone.")
    }
  }

  /// For a reader that says itself what is too much: of a longer file one octet more than the limit.
  init(beginning path: String, _ limit: Int) throws(Complaint) {
    guard let octets = Self.read(path, upTo: limit) else {
      throw Complaint(
        .usage, code: "file", subject: path, message: "\(path) cannot be read",
        next: "Name a file that exists and that you may read, or - for standard input.")
    }
    self.path = path
    self.octets = octets
  }

  /// At most one octet more than the limit, since pipes come in pieces; nil where it cannot be read.
  private static func read(_ path: String, upTo limit: Int) -> [UInt8]? {
    let handle = path == self.standardInput ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let handle else { return nil }
    var octets: [UInt8] = []
    do {
      while octets.count <= limit, let piece = try handle.read(upToCount: limit + 1 - octets.count), !piece.isEmpty {
        octets += piece
      }
    } catch {
      return nil
    }
    return octets
  }
}
